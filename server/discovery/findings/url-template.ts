import { plainUrl, STRING_LENGTH_MAX } from './plain-text.ts';

const SCHEMES = new Set(['http:', 'https:', 'ws:', 'wss:']);
const QUERY_NAMES_MAX = 100;

/** An absolute URL whose unknown parts are named in braces, and the lists of these names. */
export interface UrlTemplate {
  url: string;
  path: string[];
  query: string[];
}

/**
 * Resolves a URL template of any common dialect: RFC 6570 (`{id}`, `{+id}`, `{?page}`), Express `:id`,
 * Flask `<int:id>`, JAX-RS `{id:[0-9]+}`, Postman `{{id}}`, `${id}`.
 * @param base absolute URL that relative ones are resolved against.
 * @returns `null` for another scheme than http(s) and ws(s), user info, an unknown host, or what is no URL.
 */
export function readTemplate(raw: string, base: string): UrlTemplate | null {
  const written = plainUrl(raw);
  if (written === null) return null;
  const expansion = expand(written.replace(/%7b/gi, '{').replace(/%7d/gi, '}'));
  const url = parseWebUrl(expansion.text, base);
  // The host is unknown: a guess would send calls to somebody else's server.
  if (url === null || url.host.includes(expansion.token)) return null;
  const names = new RegExp(`${expansion.token}(\\d+)z`, 'g');
  const pathname = nameColonSegments(url.pathname.replace(/\/{2,}/g, '/')).replace(
    names,
    (_all, index: string) => `{${expansion.names[Number(index)] ?? 'param'}}`,
  );
  const absolute = `${url.protocol}//${url.host}${pathname}`;
  if (absolute.length > STRING_LENGTH_MAX) return null;
  const query = [...new Set([...url.searchParams.keys(), ...expansion.query])];
  return {
    url: absolute,
    path: templateNames(pathname),
    query: query
      .filter((name) => name !== '' && !name.includes(expansion.token))
      .slice(0, QUERY_NAMES_MAX),
  };
}

/** An absolute http(s) or ws(s) URL without user info; `null` for anything else. */
export function parseWebUrl(raw: string, base: string): URL | null {
  const url = URL.parse(raw, base);
  if (url === null || !SCHEMES.has(url.protocol)) return null;
  return url.username === '' && url.password === '' ? url : null;
}

/** A link as a document writes it, made absolute, without its fragment; http and https only. */
export function resolveLink(raw: string, base: string): string | null {
  const written = plainUrl(raw);
  const url = written === null ? null : parseWebUrl(written, base);
  if (url === null || !url.protocol.startsWith('http')) return null;
  url.hash = '';
  return url.href.length > STRING_LENGTH_MAX ? null : url.href;
}

// A placeholder may hold anything but a slash: `{id}`, `{pet.id}`.
const PLACEHOLDER = /\{([^{}/]*)\}/g;

/** The names in braces, in order, each once. */
export function templateNames(path: string): string[] {
  return [...new Set(Array.from(path.matchAll(PLACEHOLDER), (match) => match[1] ?? ''))];
}

/** The same text for templates that differ only in the names of their parameters. */
export const withoutNames = (template: string): string => template.replace(PLACEHOLDER, '{}');

/** What follows the scheme and the host, without query and fragment. */
export const pathOfUrl = (url: string): string =>
  url.replace(/^[a-z]{2,5}:\/\/[^/?#]{1,255}/i, '').split(/[?#]/, 1)[0] ?? '';

interface Expansion {
  /** The URL with a token of letters and digits for each unknown part, since URL parsers escape or refuse braces. */
  text: string;
  token: string;
  names: string[];
  query: string[];
}

function expand(raw: string): Expansion {
  let token = 'q0';
  while (raw.includes(token)) token += 'x';
  const expansion: Expansion = { text: '', token, names: [], query: [] };
  for (let at = 0; at < raw.length; at += 1) {
    const char = raw.charAt(at);
    const end = char === '{' ? closingBrace(raw, at) : char === '<' ? raw.indexOf('>', at) : -1;
    if (end > at) {
      expandExpression(expansion, raw.slice(at + 1, end), char === '<');
      at = end;
    } else if (char !== '$' || raw.charAt(at + 1) !== '{') expansion.text += char;
  }
  return expansion;
}

function closingBrace(raw: string, from: number): number {
  let depth = 0;
  for (let at = from; at < raw.length; at += 1) {
    if (raw.charAt(at) === '{') depth += 1;
    else if (raw.charAt(at) === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}

function expandExpression(expansion: Expansion, content: string, angled: boolean): void {
  const bare = content.replace(/[{}]/g, '').trim();
  const operator = /^[?&;#/.]/.exec(bare)?.[0] ?? '';
  if (operator === '#' || operator === ';') return;
  // `{id:[0-9,]+}`: the comma belongs to the pattern and does not separate names.
  const variables =
    angled || bare.includes(':')
      ? [bare.slice(operator.length)]
      : bare.slice(operator.length).split(',');
  const names = variables.map((variable) => variableName(variable, angled));
  if (operator === '?' || operator === '&') {
    expansion.query.push(...names);
    return;
  }
  const separator = operator === '' ? ',' : operator;
  const tokens = names.map((name) => `${expansion.token}${expansion.names.push(name) - 1}z`);
  expansion.text += (operator === '' ? '' : operator) + tokens.join(separator);
}

function variableName(written: string, angled: boolean): string {
  // Flask writes the type before the name, all others behind it.
  const bare = angled
    ? (written.split(':').at(-1) ?? '')
    : (written.replace(/^[+*]+/, '').split(/[:=?*|]/, 1)[0] ?? '');
  const name = bare
    .replace(/^_\./, '')
    .replace(/[^\w.$@-]/g, '')
    .slice(0, 64);
  return name === '' || name === '__proto__' ? 'param' : name;
}

function nameColonSegments(pathname: string): string {
  return pathname
    .split('/')
    .map((segment) => {
      const name = /^:(\w[\w-]{0,63})(?:\(.*\))?$/.exec(segment)?.[1];
      return name === undefined ? segment : `{${/^\d/.test(name) ? 'param' : name}}`;
    })
    .join('/');
}
