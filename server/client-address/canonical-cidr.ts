import ipaddr from 'ipaddr.js';
import { parseCidr } from './network.ts';

/** The first 96 bits of an IPv6 address that stands for an IPv4 one (RFC 4291, section 2.5.5.2). */
const MAPPED_BITS = 96;

/**
 * One spelling of an address or CIDR: `10.1.2.3/8` becomes `10.0.0.0/8`, `::ffff:10.0.0.0/104` too, and a single
 * address gets its full length. Clients are compared as IPv4 wherever their address has that form.
 * @returns null when it is neither
 */
export function canonicalCidr(text: string): string | null {
  const trimmed = text.trim();
  if (!parseCidr(trimmed)) return null;
  const withPrefix = trimmed.includes('/')
    ? trimmed
    : `${trimmed}/${trimmed.includes(':') ? 128 : 32}`;
  const [address, prefix] = ipaddr.parseCIDR(withPrefix);
  if (address.kind() === 'ipv4') {
    return `${ipaddr.IPv4.networkAddressFromCIDR(withPrefix).toString()}/${prefix}`;
  }
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    // A prefix shorter than the mapped range would contain all of IPv4 and more, which nobody means.
    if (prefix < MAPPED_BITS) return null;
    return canonicalCidr(`${address.toIPv4Address().toString()}/${prefix - MAPPED_BITS}`);
  }
  return `${ipaddr.IPv6.networkAddressFromCIDR(withPrefix).toString()}/${prefix}`;
}
