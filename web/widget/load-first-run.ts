import { loadRunStrings } from './strings/catalog.ts';

/** Fetches what the first run needs, with its texts. */
export async function loadFirstRun() {
  const [part] = await Promise.all([import('./first-run.ts'), loadRunStrings()]);
  return part;
}
