import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Private addresses that the operator allows as targets; none unless configured. */
export interface AllowedPrivateTargets {
  /** Whether an address may be connected to at a port. */
  allows(address: string, port: number): boolean;
  /** Whether any entry allows this port. Before DNS has answered, a name cannot be judged further. */
  mayAllowPort(port: number): boolean;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
interface Entry {
  network: Address;
  bits: number;
  /** `null` allows every port of the network. */
  port: number | null;
}

/**
 * Reads a list of `address[:port]` or `CIDR[:port]`, separated by commas; an IPv6 address
 * that has a port stands in brackets, as in `[::1]:8080` or `[fd00::/8]:443`.
 * @throws PrivateTargetsError
 */
export function parseAllowedPrivateTargets(text: string): AllowedPrivateTargets {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseEntry);
  return {
    allows(address, port) {
      if (isIP(address) === 0 || address.includes('%')) return false;
      const parsed = ipaddr.process(address);
      return entries.some(
        (entry) =>
          (entry.port === null || entry.port === port) &&
          entry.network.kind() === parsed.kind() &&
          parsed.match(entry.network, entry.bits),
      );
    },
    mayAllowPort: (port) => entries.some((entry) => entry.port === null || entry.port === port),
  };
}

const BRACKETED = /^\[([^\]]+)\](?:\/(\d{1,3}))?(?::(\d{1,5}))?$/;
const PLAIN_V4 = /^([\d.]+)(?:\/(\d{1,2}))?(?::(\d{1,5}))?$/;
const PLAIN_V6 = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i;

function parseEntry(entry: string): Entry {
  const match = BRACKETED.exec(entry) ?? PLAIN_V4.exec(entry) ?? PLAIN_V6.exec(entry);
  const [inside = '', bitsInside] = (match?.[1] ?? '').split('/');
  const bitsText = match?.[2] ?? bitsInside;
  const port = match?.[3] === undefined ? null : Number(match[3]);
  if (isIP(inside) === 0) throw badEntry(entry, 'is no IP address or CIDR');
  if (port !== null && (port < 1 || port > 65_535))
    throw badEntry(entry, 'has a port outside 1..65535');
  const network = ipaddr.process(inside);
  const bitsMax = network.kind() === 'ipv4' ? 32 : 128;
  const bits = bitsText === undefined ? bitsMax : Number(bitsText);
  if (!Number.isInteger(bits) || bits > bitsMax)
    throw badEntry(entry, `has a prefix outside 0..${bitsMax}`);
  return { network, bits, port };
}

/** An entry that cannot be read; the message names it and says what to write. */
export class PrivateTargetsError extends Error {}

const badEntry = (entry: string, why: string): Error =>
  new PrivateTargetsError(`"${entry}" ${why}; write address[:port] or CIDR[:port]`);
