import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    globalSetup: 'test/support/build-pages.ts',
    include: ['test/lighthouse/*.test.ts'],
    // Some thirty runs, each with a browser of its own.
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
