import { buildIfStale } from '../../web/build-if-stale.ts';

/** The tests look at the pages as they are built now. */
export default async function buildPages(): Promise<void> {
  await buildIfStale();
}
