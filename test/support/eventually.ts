import { vi } from 'vitest';

/** Waits until something is true. The limit is long, because machines are shared; a passing test ends before it. */
export const eventually = (holds: () => boolean | Promise<boolean>) =>
  vi.waitUntil(holds, { timeout: 20_000, interval: 10 });
