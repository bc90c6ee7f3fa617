import type { IncomingHttpHeaders } from 'node:http';
import type { Fingerprint } from '../../shared/playground.ts';
import { prefixesOf } from '../client-address/network.ts';
import type { Identity, Prefix } from '../storage/port/visitors.ts';
import { contradictionsOf } from './contradictions.ts';
import { canonicalFingerprint } from './fingerprint.ts';
import type { KeyedHasher } from '../identifiers/keyed-hash.ts';

/** What the head of a request tells about a caller who has no key. */
export interface AnonymousCaller {
  /** From the socket or a trusted proxy. It is only hashed, never stored. */
  address: string;
  deviceToken: string | null;
  headers: IncomingHttpHeaders;
}

/** The same caller as hashes, so that no address, token or fingerprint goes any further. */
export interface IdentifiedCaller {
  identity: Identity;
  /** The narrowest first. It is the network of the identity. */
  prefixes: readonly [Prefix, ...Prefix[]];
  /** How many headers contradict the fingerprint, see `contradictionsOf`. */
  contradictions: number;
}

/** Hashes what identifies a caller. @throws Problem 400 `implausible_fingerprint` */
export function identify(
  caller: AnonymousCaller,
  fingerprint: Fingerprint,
  hasher: KeyedHasher,
): IdentifiedCaller {
  const { whole, core, libraryVersion } = canonicalFingerprint(fingerprint);
  const [narrowest, ...wider] = prefixesOf(caller.address).map(({ prefixLength, prefix }) => ({
    prefixLength,
    hashes: hasher.hashes('network', prefix),
  }));
  if (!narrowest) throw new Error('An address without a prefix.');
  const wholes = hasher.hashes('fingerprint', whole);
  const cores = hasher.hashes('core', core);
  const pairAt = (index: number) => ({
    fingerprint: wholes[index] ?? wholes[0],
    core: cores[index] ?? cores[0],
    network: narrowest.hashes[index] ?? narrowest.hashes[0],
  });
  return {
    identity: {
      // One pair per pepper, because both hashes of a stored link are under the same pepper.
      pairs: [pairAt(0), ...wholes.slice(1).map((_, index) => pairAt(index + 1))],
      devices: caller.deviceToken === null ? [] : hasher.hashes('device', caller.deviceToken),
      libraryVersion,
    },
    prefixes: [narrowest, ...wider],
    contradictions: contradictionsOf(caller.headers, fingerprint.components),
  };
}
