/** The fewest characters of a secret. Shorter ones could be guessed. */
const SECRET_LENGTH_MIN = 32;

/** @returns undefined where one is too short or occurs twice */
export function parsePeppers(texts: readonly string[]): [string, ...string[]] | undefined {
  const [first, ...others] = texts.map((text) => text.trim());
  if (first === undefined) return undefined;
  const all: [string, ...string[]] = [first, ...others];
  const isSound = all.every((pepper) => pepper.length >= SECRET_LENGTH_MIN);
  return isSound && new Set(all).size === all.length ? all : undefined;
}

/** @returns undefined where it is too short */
export const parseSecret = (text: string): string | undefined =>
  text.length >= SECRET_LENGTH_MIN ? text : undefined;
