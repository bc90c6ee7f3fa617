/** The programming languages that show a call as code. */
export const LANGUAGES = ['curl', 'python', 'typescript', 'go', 'java'] as const;
export type Language = (typeof LANGUAGES)[number];
