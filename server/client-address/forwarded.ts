import type { IncomingHttpHeaders } from 'node:http';

const ENTRIES_MAX = 32;

/**
 * The addresses that the proxies of a request added, the nearest proxy's last. Read from `X-Forwarded-For`, or from
 * `Forwarded` (RFC 7239) where that is missing; never from both, because they may contradict each other. Only entries
 * that a trusted proxy wrote can be believed, see `clientAddress`.
 */
export function forwardedFor(headers: IncomingHttpHeaders): string[] {
  const plain = joined(headers['x-forwarded-for']);
  if (plain !== '') return split(plain);
  return split(joined(headers['forwarded'])).map((element) => {
    const value = /(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]+)/i.exec(element)?.[1] ?? '';
    return bareAddress(value.replaceAll('"', ''));
  });
}

/** Whether a request has any header that a proxy would add. */
export const claimsProxy = (headers: IncomingHttpHeaders): boolean =>
  ['x-forwarded-for', 'forwarded', 'x-forwarded-proto', 'x-real-ip'].some(
    (name) => headers[name] !== undefined,
  );

// Several lines of one header are one list (RFC 9110, section 5.3).
const joined = (header: string | string[] | undefined) =>
  Array.isArray(header) ? header.join(',') : (header ?? '');

/** Only the last entries are kept, because a client can send any number before them. */
const split = (list: string) =>
  list === ''
    ? []
    : list
        .split(',')
        .slice(-ENTRIES_MAX)
        .map((entry) => entry.trim());

/** The address of `[2001:db8::1]:8080` or `203.0.113.1:8080`, without brackets and port. */
function bareAddress(node: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(node)?.[1];
  return bracketed ?? (/^[^:]+:\d{1,5}$/.test(node) ? (node.split(':')[0] ?? '') : node);
}
