import type { ClaimCodeHash } from '../identifiers/claim-code.ts';
import type { Clock } from '../time/clock.ts';

/** About 2 MB. Past it the oldest codes are forgotten: their claims count as “other”. */
const CODES_MAX = 10_000;

/**
 * From which site a visitor asked for a code to take their discoveries along, until the code is used or has expired.
 * In memory alone, so that no stored row joins a visitor to a site.
 */
export class ClaimSites {
  readonly #clock: Clock;
  readonly #codes = new Map<ClaimCodeHash, { site: string | null; expiresAtMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  remember(code: ClaimCodeHash, site: string | null, expiresAtMs: number): void {
    // Codes live equally long, so that the first ones of the map expire first.
    for (const [oldest, entry] of this.#codes) {
      if (this.#codes.size < CODES_MAX && entry.expiresAtMs > this.#clock.now()) break;
      this.#codes.delete(oldest);
    }
    this.#codes.set(code, { site, expiresAtMs });
  }

  /** @returns the site of a code, once; null where it is not known */
  take(code: ClaimCodeHash): string | null {
    const entry = this.#codes.get(code);
    this.#codes.delete(code);
    return entry && entry.expiresAtMs > this.#clock.now() ? entry.site : null;
  }
}
