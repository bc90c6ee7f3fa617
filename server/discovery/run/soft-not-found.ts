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
 * Knows what a site answers for paths that cannot exist. Many single-page applications answer any path with
 * 200 and their shell, and many gateways answer any path with 401: neither says that something is there.
 */
export interface SoftNotFound {
  /** Remembers the answer for a path that does not exist. `token` is its random part, which many pages repeat. */
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
  // Numbers and long hex are nonces, dates and request ids: they differ between two identical pages.
  const words = cleaned.match(/[A-Za-z]{2,}/g) ?? [];
  return {
    status,
    type: contentType.split(';')[0]?.trim().toLowerCase() ?? '',
    words: new Set(words),
  };
}

function isSame(one: Fingerprint, other: Fingerprint): boolean {
  if (one.status !== other.status || one.type !== other.type) return false;
  // An error's text names the path it was asked for, so only successes are compared word by word.
  if (one.status >= 300) return true;
  let shared = 0;
  for (const word of one.words) if (other.words.has(word)) shared += 1;
  const all = one.words.size + other.words.size - shared;
  return all === 0 || shared / all >= SAME_SHARE;
}
