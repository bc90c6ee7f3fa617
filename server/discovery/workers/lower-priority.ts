import { constants, setPriority } from 'node:os';

/**
 * Gives the main thread precedence, so that parsers which use every core do not delay a health check. On Linux each
 * thread has a priority (NPTL), so this lowers that of the calling worker only. On other systems the priority belongs
 * to the process, and is not changed.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox may forbid it. Parsing works all the same.
  }
}
