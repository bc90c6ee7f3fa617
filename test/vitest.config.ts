import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: 'test/support/build-pages.ts',
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/bench/**', 'test/lighthouse/**'],
    testTimeout: 90_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
