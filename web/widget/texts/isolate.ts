/**
 * Keeps the direction of a text that stands in a sentence of the other direction: without it, the dots and slashes of
 * an address would be moved (Unicode bidirectional algorithm, first strong isolate).
 */
export const isolate = (text: string): string => `\u2068${text}\u2069`;
