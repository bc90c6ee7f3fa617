import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

// Networks that `range()` of ipaddr.js 2.5 calls unicast although no public host is there, or although the address
// contains another one that a translator on the way would unwrap.
const NOT_PUBLIC = [
  '168.63.129.16/32', // Azure's WireServer: looks public, answers only inside Azure, hands out secrets
  '192.31.196.0/24', // AS112, RFC 7535
  '192.52.193.0/24', // AMT, RFC 7450
  '192.175.48.0/24', // AS112 direct delegation, RFC 7534
  '192.88.99.0/24', // 6to4 relays, RFC 7526
  '64:ff9b::/96', // NAT64, RFC 6052: a public-looking way to 169.254.169.254
  '64:ff9b:1::/48', // NAT64 local use, RFC 8215
  '2001::/23', // IETF protocol assignments: Teredo, ORCHID, benchmarking
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation, RFC 9637
  '5f00::/16', // SRv6 SIDs, RFC 9602
].map((cidr) => ipaddr.parseCIDR(cidr));

const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is public: any host on the internet can reach it. Everything doubtful is `false`: text that is no
 * address, zone ids, addresses that contain another one.
 * @param address in the spelling of DNS or of WHATWG `URL`, IPv6 without brackets.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  // `process` unwraps IPv4-mapped addresses, so that ::ffff:127.0.0.1 is judged as 127.0.0.1.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv6' && !parsed.match(GLOBAL_UNICAST_V6)) return false;
  return !NOT_PUBLIC.some(
    ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
  );
}
