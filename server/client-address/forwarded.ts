import type { IncomingHttpHeaders } from 'node:http';

const ENTRIES_MAX = 32;

/**
 * Who forwarded a request for whom, as the proxies on its way wrote it, the nearest last. From
 * `X-Forwarded-For`, or from `Forwarded` (RFC 7239) where that is missing: two lists that may
 * contradict each other are never mixed. Nothing here is to be believed beyond the trusted proxies.
 */
export function forwardedFor(headers: IncomingHttpHeaders): string[] {
  const plain = joined(headers['x-forwarded-for']);
  if (plain !== '') return split(plain);
  return split(joined(headers['forwarded'])).map((element) => {
    const value = /(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]+)/i.exec(element)?.[1] ?? '';
    return bareAddress(value.replaceAll('"', ''));
  });
}

/** Whether a request claims to come through a proxy at all. */
export const claimsProxy = (headers: IncomingHttpHeaders): boolean =>
  ['x-forwarded-for', 'forwarded', 'x-forwarded-proto', 'x-real-ip'].some(
    (name) => headers[name] !== undefined,
  );

// Several lines of one header are one list (RFC 9110, section 5.3).
const joined = (header: string | string[] | undefined) =>
  Array.isArray(header) ? header.join(',') : (header ?? '');

/** The last entries only: the client may write any number before them. */
const split = (list: string) =>
  list === ''
    ? []
    : list
        .split(',')
        .slice(-ENTRIES_MAX)
        .map((entry) => entry.trim());

/** `[2001:db8::1]:8080` and `203.0.113.1:8080` without what is around the address. */
function bareAddress(node: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(node)?.[1];
  return bracketed ?? (/^[^:]+:\d{1,5}$/.test(node) ? (node.split(':')[0] ?? '') : node);
}
