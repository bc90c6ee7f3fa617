import type { Clock } from '../time/clock.ts';
import { utcDate } from '../time/calendar.ts';
import type { KeyedHasher } from '../identifiers/keyed-hash.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { KeyTier } from '../identifiers/api-key.ts';
import type { ApiKeyId } from '../identifiers/ids.ts';

/** A home's IPv4 and IPv6, a phone's mobile network, and one more. */
const NETWORKS_MAX = 4;
/** About 15 MB. A key that is removed here is looked up in storage again, which still enforces the limit. */
const SEEN_MAX = 100_000;

/**
 * Limits from how many networks a playground key is used on one UTC day, so that a key that somebody publishes
 * does not work for everybody. Admitted networks of today are kept in memory, so that a further call from one of
 * them needs neither a read nor a write of storage.
 */
export class KeyNetworks {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #hasher: KeyedHasher;
  readonly #seen = new Set<string>();
  #day = '';

  constructor(storage: Storage, clock: Clock, hasher: KeyedHasher) {
    this.#storage = storage;
    this.#clock = clock;
    this.#hasher = hasher;
  }

  /** @throws Problem 401 `key_network_limit` from one network too many */
  async check(network: string, { keyId, tier }: { keyId: ApiKeyId; tier: KeyTier }): Promise<void> {
    if (tier !== 'test') return;
    const nowMs = this.#clock.now();
    this.#turnDay(utcDate(nowMs));
    const slot = `${keyId} ${this.#hasher.hash('network', network)}`;
    if (this.#seen.has(slot)) return;
    const isAdmitted = await this.#storage.admitKeyNetwork({
      keyId,
      networks: this.#hasher.hashes('network', network),
      networksMax: NETWORKS_MAX,
      nowMs,
    });
    if (!isAdmitted) throw tooManyNetworks();
    this.#remember(slot, utcDate(nowMs));
  }

  #turnDay(day: string): void {
    if (day === this.#day) return;
    this.#seen.clear();
    this.#day = day;
  }

  #remember(slot: string, day: string): void {
    // Midnight may have passed while storage answered.
    if (day !== this.#day) return;
    const oldest = this.#seen.values().next();
    if (this.#seen.size >= SEEN_MAX && !oldest.done) this.#seen.delete(oldest.value);
    this.#seen.add(slot);
  }
}

const tooManyNetworks = () =>
  new Problem(
    'key_network_limit',
    `This playground key was used from ${NETWORKS_MAX} networks today: ask for a new key, which has the same quota.`,
  );
