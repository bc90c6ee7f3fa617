/** Why a text cannot be a target; each has a text of its own in the catalog. */
export type TargetFlaw = 'empty' | 'too_long' | 'malformed' | 'scheme' | 'userinfo' | 'host';

export type Target =
  | { kind: 'valid'; url: string; schemeAdded: boolean }
  | { kind: 'invalid'; flaw: TargetFlaw; suggestion: string | null };

const URL_LENGTH_MAX = 2048;

/**
 * Reads what the visitor typed. A missing scheme is simply added; anything else that can be guessed is
 * offered, never done. The server checks again: this only saves a round trip and explains sooner.
 */
export function readTarget(typed: string): Target {
  const text = typed.trim();
  if (text === '') return invalid('empty');
  if (text.length > URL_LENGTH_MAX) return invalid('too_long');
  const mistyped = /^(?:h+t+p+(s?)):?\/*(?=[^/])/i.exec(text);
  if (mistyped && !/^https?:\/\//i.test(text) && /^h+t+p+s?[:/]/i.test(text)) {
    const scheme = mistyped[1] ? 'https' : 'http';
    return invalid('malformed', `${scheme}://${text.slice(mistyped[0].length)}`);
  }
  const schemeAdded =
    !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !/^(mailto|data|javascript|file):/i.test(text);
  const candidate = schemeAdded ? `${guessScheme(text)}://${text.replace(/^\/\//, '')}` : text;
  const url = parse(candidate);
  if (url === null) return invalid('malformed', suggestWithout(candidate, /\s+/g));
  return judge(url, candidate, schemeAdded);
}

function judge(url: URL, candidate: string, schemeAdded: boolean): Target {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const secure = url.host && candidate.replace(/^[^:]+/, 'https');
    return invalid('scheme', secure || null);
  }
  if (url.username || url.password) {
    return invalid('userinfo', candidate.replace(/\/\/[^/@]*@/, '//'));
  }
  const isName = !url.hostname.includes('.') && !url.hostname.startsWith('[');
  if (isName && url.hostname !== 'localhost') {
    return invalid('host', candidate.replace(/(\/\/[^/:?#]+)/, '$1.com'));
  }
  return { kind: 'valid', url: candidate, schemeAdded };
}

// What runs on one's own machine rarely speaks TLS; everything else does.
function guessScheme(text: string): 'http' | 'https' {
  return /^(?:\/\/)?(?:localhost|127\.|\[::1\])/i.test(text) ? 'http' : 'https';
}

function suggestWithout(text: string, unwanted: RegExp): string | null {
  const fixed = text.replace(unwanted, '');
  return fixed !== text && parse(fixed)?.hostname.includes('.') ? fixed : null;
}

function parse(text: string): URL | null {
  return /\s/.test(text) ? null : URL.parse(text);
}

function invalid(flaw: TargetFlaw, suggestion: string | null = null): Target {
  return { kind: 'invalid', flaw, suggestion };
}
