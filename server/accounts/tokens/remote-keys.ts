import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import type { Clock } from '../../time/clock.ts';

const TIMEOUT_MS = 5_000;
/** The shortest time between two requests to the issuer for unknown key IDs. */
const COOLDOWN_MS = 30_000;
/** How long the key set is kept: a key that the issuer withdrew is refused after at most this time. */
const FRESH_MS = 10 * 60_000;
/** After a failure the issuer is not asked for this time. */
const PAUSE_MS = 5_000;
const BYTES_MAX = 256 * 1024;

/** The issuer's keys could not be read, so its tokens can be neither accepted nor refused. */
export class KeysUnavailable extends Error {}

export interface RemoteKeysDeps {
  clock: Clock;
  fetch: typeof fetch;
}

/**
 * The public keys of another issuer, from its JWKS. jose keeps them and asks again for an unknown key ID.
 * What it lacks is added here: a bound on the answer's size, and a pause after a failure.
 * @throws KeysUnavailable from the returned function
 */
export function createRemoteKeys(url: URL, { clock, fetch }: RemoteKeysDeps): JWTVerifyGetKey {
  let pausedUntilMs = 0;
  async function fetchKeys(address: string, options: RequestInit): Promise<Response> {
    if (clock.now() < pausedUntilMs) throw new KeysUnavailable('The issuer failed a moment ago.');
    try {
      const response = await fetch(address, options);
      if (response.status !== 200) throw new Error(`The issuer answered ${response.status}.`);
      const keys = JSON.parse(await readBounded(response)) as JSONWebKeySet;
      // Throws where the answer is no key set, so that it counts as a failure.
      createLocalJWKSet(keys);
      return Response.json(keys);
    } catch (cause) {
      pausedUntilMs = clock.now() + PAUSE_MS;
      throw new KeysUnavailable('The keys of the issuer could not be read.', { cause });
    }
  }
  return createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: FRESH_MS,
    [customFetch]: fetchKeys,
  });
}

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > BYTES_MAX) throw new Error(`The key set is larger than ${BYTES_MAX} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
