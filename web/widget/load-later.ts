import { loadRunStrings } from './strings/catalog.ts';

/** Fetches what the first paint does without, and its texts. */
export async function loadLater() {
  const [later] = await Promise.all([import('./later.ts'), loadRunStrings()]);
  return later;
}
