import { vi } from 'vitest';

/** Waits until something holds. Generous, since machines are shared; a test never waits for the whole of it. */
export const eventually = (holds: () => boolean | Promise<boolean>) =>
  vi.waitUntil(holds, { timeout: 20_000, interval: 10 });
