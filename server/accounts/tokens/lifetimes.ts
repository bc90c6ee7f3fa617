/** Short, since a token outlives the session that it was made from by up to this long. */
export const TOKEN_LIFETIME_MS = 5 * 60_000;

/** An assertion is read by a module within the same request. */
export const ASSERTION_LIFETIME_MS = 60_000;

/** How far the clocks of an issuer and of this service may differ. */
export const CLOCK_SKEW_MS = 30_000;

/** A new key signs after this long. */
export const SIGNING_KEY_LIFETIME_MS = 90 * 24 * 3_600_000;
