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
    trace: 'retain-on-failure',
  },
});
