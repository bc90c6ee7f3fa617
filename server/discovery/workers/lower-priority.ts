import { constants, setPriority } from 'node:os';

/**
 * Lets the service's own thread go first: parsers that use every core must not make a health check wait.
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
