import { loadRunStrings } from './strings/catalog.ts';

/** Fetches what the first paint does without, and its texts. */
export async function loadLater() {
  const [later] = await Promise.all([import('./later.ts'), loadRunStrings()]);
  return later;
}

/** Fetches what lists and opens stored results: only who asks for one needs it. */
export async function loadOnDemand() {
  const [history] = await Promise.all([import('./on-demand.ts'), loadLater()]);
  return history;
}
