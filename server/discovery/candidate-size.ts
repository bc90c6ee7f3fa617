import type { Candidate } from './findings.ts';

/**
 * Characters of addresses, names and evidence that one run may find. Thousands of real operations have
 * less than half; without it a document of a few hundred KB, whose operations share a list of long names,
 * came to a hundred megabytes that are stored, read and sent again and again.
 */
export const CHARACTERS_MAX = 4 * 1024 * 1024;

/** How many characters a candidate comes to. */
export function sizeOf({ url, file, technique, parameters }: Candidate): number {
  const { path, query, body } = parameters;
  let size = url.length + file.length + technique.length;
  for (const name of path) size += name.length;
  for (const name of query) size += name.length;
  for (const [name, type] of Object.entries(body)) size += bodySize(name, type);
  return size;
}

/** A key of a body with what is known of its type. */
export const bodySize = (name: string, type: unknown): number =>
  name.length + (typeof type === 'string' ? type.length : (JSON.stringify(type)?.length ?? 0));
