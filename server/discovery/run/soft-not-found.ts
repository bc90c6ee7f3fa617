/** The parts of an answer that are compared. */
export interface Answer {
  status: number;
  contentType: string;
  body: Buffer;
}

interface Fingerprint {
  status: number;
  type: string;
  words: Set<string>;
}

const COMPARED_BYTES = 64 * 1024;
const SAME_SHARE = 0.9;

/**
 * The site's answers for paths that do not exist. Many single-page applications answer any path with 200 and their
 * shell, and many gateways answer any path with 401. Neither proves an endpoint.
 */
export interface SoftNotFound {
  /**
   * Adds the answer for a path that does not exist.
   * @param token the random part of the path, which many pages repeat
   */
  learn(answer: Answer, token: string): void;
  /** Whether this is the answer for paths that do not exist. */
  matches(answer: Answer): boolean;
}

export function createSoftNotFound(): SoftNotFound {
  const known: Fingerprint[] = [];
  return {
    learn(answer, token) {
      known.push(fingerprint(answer, token));
    },
    matches(answer) {
      const candidate = fingerprint(answer, null);
      return known.some((one) => isSame(one, candidate));
    },
  };
}

function fingerprint({ status, contentType, body }: Answer, token: string | null): Fingerprint {
  const text = body.subarray(0, COMPARED_BYTES).toString('latin1');
  const cleaned = token === null ? text : text.replaceAll(token, '');
  // Numbers and long hex are left out: nonces, dates and request ids differ between otherwise equal pages.
  const words = cleaned.match(/[A-Za-z]{2,}/g) ?? [];
  return {
    status,
    type: contentType.split(';')[0]?.trim().toLowerCase() ?? '',
    words: new Set(words),
  };
}

function isSame(one: Fingerprint, other: Fingerprint): boolean {
  if (one.status !== other.status || one.type !== other.type) return false;
  // The text of an error names the requested path, so only successes are compared word by word.
  if (one.status >= 300) return true;
  let shared = 0;
  for (const word of one.words) if (other.words.has(word)) shared += 1;
  const all = one.words.size + other.words.size - shared;
  return all === 0 || shared / all >= SAME_SHARE;
}
