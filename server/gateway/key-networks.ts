import type { Clock } from '../time/clock.ts';
import { utcDay } from '../time/calendar.ts';
import type { KeyedHasher } from '../identifiers/keyed-hash.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { Credential } from './1-authenticate.ts';

/** A home's IPv4 and IPv6, a phone's mobile network, and one more. */
const NETWORKS_MAX = 4;
/** About 15 MB. Forgetting one costs a read, and never admits a network too many. */
const SEEN_MAX = 100_000;

/**
 * From how many networks a playground key is used on a UTC day: a key that was published must not work
 * for the whole world. The networks of today stand in memory in front of storage, so that a call from
 * one of them costs neither a read nor an fsync.
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

  /** @throws Problem 401 `key_network_limit` at one network too many */
  async check(network: string, { keyId, tier }: Credential): Promise<void> {
    if (tier !== 'test') return;
    const nowMs = this.#clock.now();
    this.#turnDay(utcDay(nowMs).day);
    const slot = `${keyId} ${this.#hasher.hash('network', network)}`;
    if (this.#seen.has(slot)) return;
    const isAdmitted = await this.#storage.admitKeyNetwork({
      keyId,
      networks: this.#hasher.hashes('network', network),
      networksMax: NETWORKS_MAX,
      nowMs,
    });
    if (!isAdmitted) throw tooManyNetworks();
    this.#remember(slot, utcDay(nowMs).day);
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
    `This playground key was used from ${NETWORKS_MAX} networks today: ask for a new key, which keeps the same quota.`,
  );
