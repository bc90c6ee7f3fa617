/**
 * An address that may become a link: a path of this site, or http(s). A target's documents may contain `javascript:…`,
 * which would run as a script of this page when clicked.
 */
export function safeHref(address: string): string | undefined {
  if (/^\/(?![/\\])/.test(address)) return address;
  const url = URL.parse(address);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : undefined;
}
