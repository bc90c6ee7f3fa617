import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../support/find-browser.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: '../support/build-pages.ts',
  // Each test starts a server and a browser of its own; more than two at once only wait for each other.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    launchOptions: { executablePath: findBrowser() ?? undefined, args: BROWSER_ARGS },
    // A recording of each step takes a third of the time of these tests. To have one: `--trace retain-on-failure`.
    screenshot: 'only-on-failure',
  },
});
