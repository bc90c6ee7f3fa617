import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const DEBIAN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium to test with: `CHROMIUM_PATH`, the system's, or Playwright's own; null where there is none. */
export function findBrowser(): string | null {
  const candidates = [process.env['CHROMIUM_PATH'], ...DEBIAN, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/** How tests start it: sandboxes need privileges that containers lack; background calls would only fail. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];
