/** Kinds of code that have a colour; `plain` has none. */
export const KINDS = ['plain', 'keyword', 'string', 'comment', 'function', 'constant'] as const;

export interface Piece {
  kind: (typeof KINDS)[number];
  text: string;
}

/**
 * How the build gives coloured code to the pages: as text, with a mark before each piece, the letter U+00E0 and the
 * number of its kind, and a mark in place of each value that only the page knows. A line begins plain. The code itself
 * is ASCII.
 */
export const HOLES = { baseUrl: 'è', organizationId: 'é', apiKey: 'ê', url: 'ë' } as const;

/** Begins a line that only one of the two codes has: with the key in variables, or in the code. */
export const ONLY = { fromEnvironment: 'ì', withKey: 'í' } as const;

/** By language: the code with what the language brings, and the same by our client where it has one. */
export type CodeExamples<Language extends string> = Readonly<
  Record<Language, readonly [plain: string, client?: string]>
>;
