import { buildIfStale } from '../../web/build-if-stale.ts';

/** Builds the pages before the tests, unless they are up to date. */
export default async function buildPages(): Promise<void> {
  await buildIfStale();
}
