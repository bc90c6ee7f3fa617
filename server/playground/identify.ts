import type { IncomingHttpHeaders } from 'node:http';
import type { Fingerprint } from '../../shared/playground.ts';
import { prefixesOf } from '../client-address/network.ts';
import type { Identity, Prefix } from '../storage/port.ts';
import { contradictionsOf } from './contradictions.ts';
import { canonicalFingerprint } from './fingerprint.ts';
import type { KeyedHasher } from '../identifiers/keyed-hash.ts';

/** What is known of a caller before its body is looked at. */
export interface Caller {
  /** As the socket or a trusted proxy says. Goes no further than the hasher. */
  address: string;
  deviceToken: string | null;
  headers: IncomingHttpHeaders;
}

/** A caller as the use case knows it: hashes and a count, nothing raw. */
export interface IdentifiedCaller {
  identity: Identity;
  /** The finest first, which is the network of the identity. */
  prefixes: readonly [Prefix, ...Prefix[]];
  contradictions: number;
}

/** @throws Problem 400 `implausible_fingerprint` */
export function identify(
  caller: Caller,
  fingerprint: Fingerprint,
  hasher: KeyedHasher,
): IdentifiedCaller {
  const { whole, core, libraryVersion } = canonicalFingerprint(fingerprint);
  const [finest, ...wider] = prefixesOf(caller.address).map(({ prefixLength, prefix }) => ({
    prefixLength,
    hashes: hasher.hashes('network', prefix),
  }));
  if (!finest) throw new Error('An address without a prefix.');
  const wholes = hasher.hashes('fingerprint', whole);
  const cores = hasher.hashes('core', core);
  const pairAt = (index: number) => ({
    fingerprint: wholes[index] ?? wholes[0],
    core: cores[index] ?? cores[0],
    network: finest.hashes[index] ?? finest.hashes[0],
  });
  return {
    identity: {
      // One pair per pepper: a link has both of its hashes under the same one.
      pairs: [pairAt(0), ...wholes.slice(1).map((_, index) => pairAt(index + 1))],
      devices: caller.deviceToken === null ? [] : hasher.hashes('device', caller.deviceToken),
      libraryVersion,
    },
    prefixes: [finest, ...wider],
    contradictions: contradictionsOf(caller.headers, fingerprint.components),
  };
}
