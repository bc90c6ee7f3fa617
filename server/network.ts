import ipaddr from 'ipaddr.js';

/** A range of addresses, as an operator writes it: `10.0.0.0/8`, `2001:db8::/32`, or one address. */
export interface Cidr {
  contains(address: string): boolean;
  text: string;
}

/**
 * Reads one address or CIDR.
 * @returns null when it is neither.
 */
export function parseCidr(text: string): Cidr | null {
  const withPrefix = text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(withPrefix) || !parseAddress(text.split('/')[0] ?? '')) return null;
  const [network, prefix] = ipaddr.parseCIDR(withPrefix);
  return {
    text,
    contains(address) {
      const parsed = parseAddress(address);
      return parsed !== null && parsed.kind() === network.kind() && parsed.match(network, prefix);
    },
  };
}

/** IPv4-mapped IPv6 is IPv4: a dual-stack socket reports one client in two spellings. */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // Four-part decimal only: `010.1.1.1` and `127.1` are read differently by different programs.
  if (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/**
 * The network that a client's limits and links hang on: its IPv4 /32 or its IPv6 /64, in one spelling.
 * Anything unreadable is one shared network, so that odd spellings gain nothing.
 */
export function networkOf(address: string): string {
  const parsed = parseAddress(address.split('%')[0] ?? '');
  if (!parsed) return 'unreadable';
  if (parsed.kind() === 'ipv4') return `${parsed.toString()}/32`;
  const prefix = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`);
  return `${prefix.toNormalizedString()}/64`;
}

/**
 * The client's address: the socket's, or what trusted proxies say. Walks `X-Forwarded-For` from the
 * right, since every entry left of the first untrusted one was written by the client.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  trusted: readonly Cidr[],
): string {
  const isTrusted = (address: string) => trusted.some((cidr) => cidr.contains(address));
  let client = socketAddress;
  const entries = forwardedFor ? forwardedFor.split(',').slice(-32) : [];
  while (entries.length > 0 && isTrusted(client)) {
    const next = entries.pop()?.trim() ?? '';
    if (!parseAddress(next)) break;
    client = next;
  }
  return client;
}
