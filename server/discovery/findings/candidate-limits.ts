import type { Evidence } from '../vocabulary.ts';
import type { Candidate } from '../findings.ts';

/** Candidates that one reader, and one run, may find. */
export const CANDIDATES_MAX = 5000;

/**
 * Approximate characters of JSON that one reader, and one run, may find. Thousands of real operations have less than
 * half. Without this limit a document of a few hundred KB, whose operations share a list of long names, gave a hundred
 * megabytes, which would be stored and sent with every answer.
 */
export const CHARACTERS_MAX = 2 * 1024 * 1024;

/** Names of query parameters, and keys of a body, that one operation may have. */
export const NAMES_MAX = 200;

// Characters of the keys and quotes around the values.
const AROUND_ENDPOINT = 120;
const AROUND_EVIDENCE = 28;
const AROUND_NAME = 5;

/** Approximate characters of a candidate as JSON. */
export function sizeOf(candidate: Candidate): number {
  const { path, query, body } = candidate.parameters;
  let size = AROUND_ENDPOINT + candidate.url.length + evidenceSize(candidate);
  for (const name of path) size += nameSize(name);
  for (const name of query) size += nameSize(name);
  for (const [name, type] of Object.entries(body)) size += bodySize(name, type);
  return size;
}

export const evidenceSize = ({ file, technique }: Evidence): number =>
  AROUND_EVIDENCE + file.length + technique.length;

export const nameSize = (name: string): number => AROUND_NAME + name.length;

/** Characters of a body's key and its type. */
export const bodySize = (name: string, type: unknown): number =>
  nameSize(name) + (typeof type === 'string' ? type.length : (JSON.stringify(type)?.length ?? 0));
