import { HALF_LIFE_MS } from '../limits/half-life.ts';

/** Parameters of one scrypt derivation (RFC 7914): 128 · N · r bytes, 8 MiB here, to resist GPUs. */
export const SCRYPT = { N: 8_192, r: 8, p: 1 } as const;

/**
 * Seconds of one core for one derivation in native code, as an attacker runs it (Node's `scryptSync`
 * on a server core). A browser's WebAssembly takes about three times as long; see docs/simulation.md.
 */
export const DERIVATION_SECONDS = 1 / 60;

/** C0, three derivations: what nobody notices and a million visitors do not get for nothing. */
export const FLOOR_SECONDS = 0.05;

/** Past this price nobody would wait: the caller is told when to come back instead. */
export const CEILING_SECONDS = 60;

/**
 * How steeply the price climbs once the allowance is used up: 32 times at each doubling. A square is as
 * dear at the hundredth visitor, but makes the fiftieth phone behind a carrier address wait half a minute,
 * since a phone's WebAssembly is twelve times slower than an attacker's native code. The fifth power is
 * the lowest whole one at which thirty people of an office where an attacker bought fifty visitors wait
 * less than ten seconds (p95) whatever their luck; docs/simulation.md has the others beside it.
 */
const STEEPNESS = 5;

/** A prefix whose new visitors are counted together, and how many of them pay only the floor. */
export interface ArrivalLevel {
  prefixLength: number;
  allowance: number;
}

/**
 * The levels, narrowest first. 38 is the most at which the hundredth visitor of an address costs five
 * seconds (half a second per discovery) even to an attacker who collects challenges before the price
 * rises, by a fifth at most. A wider prefix gets far less than its share of addresses: whoever walks
 * through a /24 or a /48 meets a ceiling there too.
 */
export const ARRIVAL_LEVELS: Readonly<Record<'ipv4' | 'ipv6', readonly ArrivalLevel[]>> = {
  ipv4: [
    { prefixLength: 32, allowance: 38 },
    { prefixLength: 24, allowance: 150 },
  ],
  ipv6: [
    { prefixLength: 64, allowance: 38 },
    { prefixLength: 56, allowance: 150 },
    { prefixLength: 48, allowance: 400 },
  ],
};

/** The new visitors of one level. `count` is decayed to now and leaves out the one who asks. */
export interface Arrivals {
  allowance: number;
  count: number;
}

/** What the price of a caller who would become a new visitor depends on. */
export interface PriceInput {
  /** One per level of the caller's address; the dearest counts. */
  arrivals: readonly Arrivals[];
  /** From 1 to 4, see `suspicionOf`. */
  suspicion: number;
  /** From 1 to 4, see `brakeOf`. */
  brake: number;
}

export type Price =
  /** `seconds` of one native core; both are the mean of what a solver needs. */
  | { kind: 'price'; expectedDerivations: number; seconds: number }
  | { kind: 'ceiling'; retryAfterSeconds: number };

/**
 * The price of a new visitor: `C0 · max(brake, (n / a)⁵) · s`, where `n` counts the asking one and the
 * dearest level counts. Only the count can reach the ceiling: suspicion and the brake make a visitor
 * dearer, up to the ceiling's price, and never refuse one.
 */
export function priceOfNewVisitor(input: PriceInput): Price {
  const waitsMs = input.arrivals.map(msUntilBelowCeiling);
  const waitMs = Math.max(0, ...waitsMs);
  if (waitMs > 0) return { kind: 'ceiling', retryAfterSeconds: Math.ceil(waitMs / 1000) };
  const slope = Math.max(...input.arrivals.map(slopeOf), factor(input.brake));
  const asked = FLOOR_SECONDS * slope * factor(input.suspicion);
  const expectedDerivations = Math.round(Math.min(asked, CEILING_SECONDS) / DERIVATION_SECONDS);
  return { kind: 'price', expectedDerivations, seconds: expectedDerivations * DERIVATION_SECONDS };
}

const slopeOf = ({ allowance, count }: Arrivals) => ((count + 1) / allowance) ** STEEPNESS;

/** How long a count must decay until its next visitor has a price again. */
function msUntilBelowCeiling({ allowance, count }: Arrivals): number {
  const countMax = allowance * (CEILING_SECONDS / FLOOR_SECONDS) ** (1 / STEEPNESS) - 1;
  return count <= countMax ? 0 : HALF_LIFE_MS * Math.log2(count / countMax);
}

/** What makes a caller look forged. */
export interface Suspects {
  /** Whether this fingerprint was never seen before, on any network. */
  isFingerprintNew: boolean;
  /** How many such fingerprints the caller's /32 or /64 has brought already, decayed. */
  newFingerprints: number;
  /** Headers that contradict the components, such as `Sec-CH-UA-Platform` and `platform`. */
  contradictions: number;
}

/**
 * From so many on, further fingerprints that nobody ever saw look made up. Most laptops are the only one
 * of their kind, so an office brings new ones all day: far fewer than this must cost it nothing.
 */
const NEW_FINGERPRINTS_MANY = 80;

/**
 * The factor `s`, from 1 to 4. Novelty counts in proportion past `NEW_FINGERPRINTS_MANY`, and each of
 * two contradictions doubles: privacy settings cause one now and then, and twice the floor goes unnoticed.
 */
export function suspicionOf(suspects: Suspects): number {
  const novelty = suspects.isFingerprintNew ? suspects.newFingerprints / NEW_FINGERPRINTS_MANY : 1;
  return factor(factor(novelty) * 2 ** Math.min(2, Math.max(0, suspects.contradictions)));
}

/** New visitors from everywhere in a day that brake nobody. */
export const BRAKE_ALLOWANCE = 5_000;

/**
 * The global brake: 1 up to the allowance, 4 at twice as many. Raises the floor while new visitors come
 * from everywhere at once, as from a botnet, whose every address is new. Crowds that pay more than the
 * floor already feel nothing of it.
 * @param arrivalsEverywhere new visitors over all networks
 */
export const brakeOf = (arrivalsEverywhere: number): number =>
  factor(4 ** (arrivalsEverywhere / BRAKE_ALLOWANCE - 1));

const factor = (value: number) => Math.min(4, Math.max(1, value));
