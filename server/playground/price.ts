/** What is known of a caller who would become a new visitor. The rising price will read more of it. */
export interface PriceInput {
  nowMs: number;
}

/** Parameters of one scrypt derivation (RFC 7914): 128 · N · r bytes, 8 MiB here, to resist GPUs. */
export const SCRYPT = { N: 8_192, r: 8, p: 1 } as const;

/**
 * The price of a new visitor, as the expected number of derivations; one takes about 25 ms of a
 * laptop core natively, so two are the C0 of about 0.05 s. Fixed for now.
 */
export function priceOfNewVisitor(_input: PriceInput): { expectedDerivations: number } {
  return { expectedDerivations: 2 };
}
