/** How long a token is valid. Short, because a token stays valid after its session has ended. */
export const TOKEN_LIFETIME_MS = 5 * 60_000;

/** How long an assertion is valid: a module reads it within the same request. */
export const ASSERTION_LIFETIME_MS = 60_000;

/** How far the clocks of an issuer and of this service may differ. */
export const CLOCK_SKEW_MS = 30_000;

/** After this time a new key signs. */
export const SIGNING_KEY_LIFETIME_MS = 90 * 24 * 3_600_000;
