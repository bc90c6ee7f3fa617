import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Parts of better-auth, each before the parts that import it. Imported all at once they block the event loop for half a
 * second. One by one, the longest blocks it for a fifth of that.
 */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('better-auth/crypto'),
  () => import('better-auth/cookies'),
  () => import('better-auth/db'),
  () => import('better-auth/db/migration'),
  () => import('better-auth/api'),
  () => import('better-auth/plugins/generic-oauth'),
  () => import('better-auth/plugins/organization'),
  () => import('better-auth'),
  () => import('./better-auth.ts'),
];

/**
 * Loads better-auth part by part, so that requests are answered in between.
 * @param isStopped asked before each part: true ends the loading
 */
export async function loadInSteps(isStopped: () => boolean): Promise<void> {
  for (const load of PARTS) {
    await nextTurn();
    if (isStopped()) return;
    await load();
  }
}
