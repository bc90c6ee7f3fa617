import { hash } from 'node:crypto';
import type { Clock } from '../../time/clock.ts';
import { CLOCK_SKEW_MS } from './lifetimes.ts';

const ENTRIES_MAX = 10_000;
/** How long a checked token is remembered: a key that an issuer withdraws must not be trusted until its tokens expire. */
const REMEMBERED_MS = 5 * 60_000;

/**
 * Remembers what valid tokens say, so that a signature is not checked at each request. Refused tokens are not
 * remembered. Tokens are kept as SHA-256 digests, so that a dump of the memory holds no credential.
 */
export class VerdictCache<Claims extends { expiresAtMs: number }> {
  readonly #entries = new Map<string, { claims: Claims; untilMs: number }>();
  readonly #clock: Clock;
  readonly #entriesMax: number;

  constructor(clock: Clock, entriesMax = ENTRIES_MAX) {
    this.#clock = clock;
    this.#entriesMax = entriesMax;
  }

  find(token: string): Claims | null {
    const slot = digest(token);
    const entry = this.#entries.get(slot);
    if (!entry) return null;
    if (entry.untilMs > this.#clock.now()) return entry.claims;
    this.#entries.delete(slot);
    return null;
  }

  add(token: string, claims: Claims): void {
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= this.#entriesMax && !oldest.done) this.#entries.delete(oldest.value);
    const expiresMs = claims.expiresAtMs + CLOCK_SKEW_MS;
    const untilMs = Math.min(expiresMs, this.#clock.now() + REMEMBERED_MS);
    this.#entries.set(digest(token), { claims, untilMs });
  }
}

const digest = (token: string) => hash('sha256', token, 'base64');
