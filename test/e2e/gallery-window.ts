import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { newStubState } from '../web/support/stub-api.ts';
import { startStubService, type StubService } from '../web/support/stub-service.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A window of 320 px on the built pages, for one file of tests. */
export interface GalleryWindow {
  /** One page for all states: a new window for each would take most of the time of these tests. */
  page: Page;
  service: StubService;
  /** What the console and the page complain about. A test empties it before it begins. */
  complaints: string[];
}

export async function openGalleryWindow(browser: Browser): Promise<GalleryWindow> {
  await buildIfStale();
  const service = await startStubService(newStubState());
  const page = await browser.newPage({
    reducedMotion: 'reduce',
    viewport: { width: 320, height: 700 },
  });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, service, complaints };
}

/** All rules in the light theme; contrast alone in the dark theme, where only colours differ. */
export async function findViolations(page: Page): Promise<string[]> {
  await setTheme(page, 'light');
  const light = await newAnalysis(page)
    .withTags(TAGS)
    .options({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
    .analyze();
  await setTheme(page, 'dark');
  const dark = await newAnalysis(page).withRules(['color-contrast']).analyze();
  return [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
  );
}

// By default each analysis opens one more window, to isolate frames of other origins. There are none here.
const newAnalysis = (page: Page) => new AxeBuilder({ page }).setLegacyMode();

function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  return page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name;
  }, theme);
}

export function sidewaysOverflowPx(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
