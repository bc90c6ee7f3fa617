/**
 * An address that may become a link: ours, or http(s). What a target's documents say may be
 * `javascript:…`, which must never be clickable.
 */
export function safeHref(address: string): string | undefined {
  if (/^\/(?![/\\])/.test(address)) return address;
  const url = URL.parse(address);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : undefined;
}
