export function parseProxy(text: string): URL | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
    ? url
    : undefined;
}

export function parseUpgradeUrl(text: string): string | undefined {
  if (/^\/(?!\/)/.test(text)) return text;
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

export function parseSmtpUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^smtps?:$/.test(url.protocol) && url.hostname !== '' ? text : undefined;
}

export function parseIssuer(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
    ? text.replace(/\/$/, '')
    : undefined;
}

export const parseHttpUrl = (text: string): URL | undefined => {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address of a key set must be https: whoever can change the answer can sign in as anybody. */
export function parseKeySetUrl(text: string): URL | undefined {
  const url = parseHttpUrl(text);
  return url?.protocol === 'https:' || LOOPBACK.has(url?.hostname ?? '') ? url : undefined;
}
