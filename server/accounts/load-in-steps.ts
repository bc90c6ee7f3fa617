import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Parts of better-auth, each with what the ones before it have not loaded. Imported at once they block the event loop
 * for half a second; the longest of them takes a fifth of that.
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

/** Loads better-auth, and answers requests between its parts. @param isStopped ends it early */
export async function loadInSteps(isStopped: () => boolean): Promise<void> {
  for (const load of PARTS) {
    await nextTurn();
    if (isStopped()) return;
    await load();
  }
}
