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

/** Reads an address. IPv4-mapped IPv6 becomes IPv4, because a dual-stack socket reports clients in both ways. */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // Four-part decimal only, because programs disagree on what `010.1.1.1` and `127.1` mean.
  if (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** An address prefix, in one spelling: `203.0.113.0/24`, `2001:db8:1:0:0:0:0:0/48`. */
export interface AddressPrefix {
  /** The length of the prefix in bits. */
  prefixLength: number;
  prefix: string;
}

/**
 * The network of every client whose address cannot be read. They share its limits, so that sending a malformed
 * address does not give an attacker a limit of its own.
 */
const UNREADABLE: AddressPrefix = { prefixLength: 32, prefix: 'unreadable' };

/**
 * The prefixes that an address belongs to, narrowest first: IPv4 /32 and /24; IPv6 /64 (one household or
 * machine), /56 and /48 (what providers assign to one customer, RFC 6177).
 */
export function prefixesOf(address: string): readonly [AddressPrefix, ...AddressPrefix[]] {
  const parsed = parseAddress(address.split('%')[0] ?? '');
  if (!parsed) return [UNREADABLE];
  const text = parsed.toString();
  if (parsed.kind() === 'ipv4') {
    const { IPv4 } = ipaddr;
    const wide = IPv4.networkAddressFromCIDR(`${text}/24`).toString();
    return [
      { prefixLength: 32, prefix: `${text}/32` },
      { prefixLength: 24, prefix: `${wide}/24` },
    ];
  }
  const at = (prefixLength: number) => {
    const start = ipaddr.IPv6.networkAddressFromCIDR(`${text}/${prefixLength}`);
    return { prefixLength, prefix: `${start.toNormalizedString()}/${prefixLength}` };
  };
  return [at(64), at(56), at(48)];
}

/** The client's network, by which limits are counted and visitors linked: IPv4 /32 or IPv6 /64, in one spelling. */
export const networkOf = (address: string): string => prefixesOf(address)[0].prefix;

/**
 * The client's address: the socket's, or the one that trusted proxies report. Walks the forwarded addresses
 * from the right, because the client itself may have written everything left of the first untrusted entry.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: readonly string[],
  trusted: readonly Cidr[],
): string {
  const isTrusted = (address: string) => trusted.some((cidr) => cidr.contains(address));
  let client = socketAddress;
  const entries = [...forwardedFor];
  while (entries.length > 0 && isTrusted(client)) {
    const next = entries.pop() ?? '';
    if (!parseAddress(next)) break;
    client = next;
  }
  return client;
}
