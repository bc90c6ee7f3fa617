import { constants, setPriority } from 'node:os';

/**
 * Gives the main thread precedence: parsers that use every core must not delay a health check.
 * On Linux a priority is a thread's (NPTL), so this lowers the calling worker alone; elsewhere it would be
 * the whole process's, and is left as it is.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox that forbids it: parsing goes on as before.
  }
}
