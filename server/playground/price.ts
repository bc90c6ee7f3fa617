import { HALF_LIFE_MS } from '../limits/half-life.ts';

/** Parameters of one scrypt derivation (RFC 7914): 128 · N · r bytes, 8 MiB here, to resist GPUs. */
export const SCRYPT = { N: 8_192, r: 8, p: 1 } as const;

/**
 * Seconds of one core for one derivation in native code, as an attacker runs it (Node's `scryptSync`
 * on a server core). A browser's WebAssembly takes about three times as long; see docs/simulation.md.
 */
export const DERIVATION_SECONDS = 1 / 60;

/** C0, three derivations: nobody notices the wait, but a million visitors still cost an attacker. */
export const FLOOR_SECONDS = 0.05;

/** The highest price. Past it nobody would wait, so the caller is told when to come back instead. */
export const CEILING_SECONDS = 60;

/**
 * The exponent of the price once the allowance is used up: 32 times the price at each doubling. With the
 * square, the hundredth visitor would cost as much, but the fiftieth phone behind one carrier address would
 * wait half a minute, because WebAssembly on a phone is twelve times slower than an attacker's native code.
 * Five is the lowest whole exponent at which thirty people of an office, where an attacker bought fifty
 * visitors before, wait less than ten seconds at the 95th percentile. docs/simulation.md compares exponents.
 */
const STEEPNESS = 5;

/** A prefix whose new visitors are counted together, and how many of them pay only the floor. */
export interface ArrivalLevel {
  prefixLength: number;
  allowance: number;
}

/**
 * The levels, narrowest first. 38 is the highest allowance at which the hundredth visitor of an address costs
 * five seconds (half a second per discovery), even to an attacker who collects challenges before the price
 * rises. A wider prefix gets far less than its number of addresses would suggest, so that an attacker who
 * changes the address within a /24 or a /48 reaches a ceiling too.
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

/** The new visitors of one level. `count` is decayed to now and does not include the caller. */
export interface LevelCount {
  allowance: number;
  count: number;
}

/** What the price of a caller who would become a new visitor depends on. */
export interface PriceInput {
  /** One per level of the caller's address. The level with the highest price decides. */
  arrivals: readonly LevelCount[];
  /** From 1 to 4, see `suspicionOf`. */
  suspicion: number;
  /** From 1 to 4, see `brakeOf`. */
  brake: number;
}

export type Price =
  /** `seconds` are of one core in native code. Both are the mean of what a solver needs. */
  | { kind: 'price'; expectedDerivations: number; seconds: number }
  | { kind: 'ceiling'; retryAfterSeconds: number };

/**
 * The price of a new visitor: `C0 · max(brake, (n / a)⁵) · s`, with `n` the new visitors of a level including
 * the caller and `a` its allowance, at the level where that is highest. Only `n` can lead to a refusal:
 * suspicion and the brake raise the price up to the ceiling and no further.
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

const slopeOf = ({ allowance, count }: LevelCount) => ((count + 1) / allowance) ** STEEPNESS;

/** How long a count must decay until the price of its next visitor is below the ceiling again. */
function msUntilBelowCeiling({ allowance, count }: LevelCount): number {
  const countMax = allowance * (CEILING_SECONDS / FLOOR_SECONDS) ** (1 / STEEPNESS) - 1;
  return count <= countMax ? 0 : HALF_LIFE_MS * Math.log2(count / countMax);
}

/** Signs that a fingerprint is made up. */
export interface Suspects {
  /** Whether this fingerprint was never seen before, on any network. */
  isFingerprintNew: boolean;
  /** How many never-seen fingerprints came from the caller's /32 or /64 before, decayed. */
  newFingerprints: number;
  /** How many headers contradict the components, such as `Sec-CH-UA-Platform` and `platform`. */
  contradictions: number;
}

/**
 * From this many on, further never-seen fingerprints of a network look made up. Most laptops have a unique
 * fingerprint, so an office brings new ones all day; a usual number must not raise its price.
 */
const NEW_FINGERPRINTS_MANY = 80;

/**
 * The factor `s`, from 1 to 4. It grows in proportion to the new fingerprints past `NEW_FINGERPRINTS_MANY`, and
 * doubles with each contradiction, of which two count. Privacy settings can cause one contradiction; at twice
 * the floor price nobody notices that.
 */
export function suspicionOf(suspects: Suspects): number {
  const novelty = suspects.isFingerprintNew ? suspects.newFingerprints / NEW_FINGERPRINTS_MANY : 1;
  return factor(factor(novelty) * 2 ** Math.min(2, Math.max(0, suspects.contradictions)));
}

/** New visitors of the whole service in a day up to which the brake stays at 1. */
export const BRAKE_ALLOWANCE = 5_000;

/**
 * The brake of the whole service: 1 up to the allowance, 4 at twice as many. It raises the floor price while
 * new visitors come from very many networks at once, as from a botnet, where the count of each network stays
 * low. It changes nothing for a network whose price is above that floor already.
 * @param arrivalsEverywhere new visitors over all networks
 */
export const brakeOf = (arrivalsEverywhere: number): number =>
  factor(4 ** (arrivalsEverywhere / BRAKE_ALLOWANCE - 1));

const factor = (value: number) => Math.min(4, Math.max(1, value));
