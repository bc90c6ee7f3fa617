import axe from 'axe-core';
import { test, type Browser, type Page } from '@playwright/test';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { newStubState } from '../web/support/stub-api.ts';
import { startStubService, type StubService } from '../web/support/stub-service.ts';
import { placesOf } from './places-of.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

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

/** How a page is looked at. */
interface Look {
  theme: 'light' | 'dark';
  dir: 'ltr' | 'rtl';
}

/** Both themes in the page's own direction. */
export const THEMES: readonly Partial<Look>[] = [{ theme: 'light' }, { theme: 'dark' }];
export const THEMES_AND_DIRECTIONS: readonly Look[] = (['ltr', 'rtl'] as const).flatMap((dir) => [
  { theme: 'light', dir },
  { theme: 'dark', dir },
]);

// Rules that compare elements of a page with each other.
const PAGE_RULES = [
  ...['bypass', 'document-title', 'duplicate-id-aria', 'heading-order', 'label-title-only'],
  ...['landmark-banner-is-top-level', 'landmark-contentinfo-is-top-level'],
  ...['landmark-main-is-top-level', 'landmark-no-duplicate-banner', 'landmark-one-main'],
  ...['landmark-no-duplicate-contentinfo', 'landmark-no-duplicate-main', 'landmark-unique'],
  ...['page-has-heading-one', 'region', 'skip-link', 'target-size'],
];

/**
 * What axe finds in the states of a gallery. It takes more time than all else here: a state without any element that
 * an earlier one did not have in the same place, such as another error's words, is examined as a whole alone.
 */
export function createExaminer(page: Page, looks: readonly Partial<Look>[]) {
  const known = new Set<string>();
  return async (): Promise<string[]> => {
    const places = await placesOf(page);
    const isNew = places.some((place) => !known.has(place));
    for (const place of places) known.add(place);
    if (isNew) return findViolations(page, looks);
    test.info().annotations.push({ type: 'differs from others in words alone' });
    return findViolations(page, [{}], PAGE_RULES);
  };
}

/** What axe finds by all its rules of WCAG 2.2 AA and of best practice, or by some, in each of these looks. */
export async function findViolations(
  page: Page,
  looks: readonly Partial<Look>[] = THEMES,
  rules?: readonly string[],
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ looks, only }) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const html = document.documentElement;
      const own = { theme: html.dataset['theme'] ?? '', dir: html.dir };
      const found: string[] = [];
      for (const look of looks) {
        html.dataset['theme'] = look.theme ?? own.theme;
        html.dir = look.dir ?? own.dir;
        // Colours that change gradually are measured once they are there. What repeats for ever has no end to wait for.
        const changes = document.getAnimations().filter((each) => each instanceof CSSTransition);
        await Promise.allSettled(changes.map((each) => each.finished));
        const { violations } = await axe.run(document, {
          runOnly: only,
          ...(only.type === 'tag' && { rules: { 'target-size': { enabled: true } } }),
          resultTypes: ['violations'],
          // The style sheets are the page's own: there is nothing to fetch.
          preload: false,
        });
        for (const { id, nodes } of violations) {
          found.push(`${html.dataset['theme']} ${html.dir} ${id}: ${nodes[0]?.html}`);
        }
      }
      html.dataset['theme'] = own.theme;
      html.dir = own.dir;
      return found;
    },
    {
      looks,
      only: rules
        ? { type: 'rule' as const, values: [...rules] }
        : { type: 'tag' as const, values: TAGS },
    },
  );
}

/** Shows a state of the widget without loading the page again, unless another page is shown. */
export async function showWidgetState(
  page: Page,
  service: StubService,
  query: string,
): Promise<void> {
  const address = `/embed/gallery?state=${query}`;
  if (page.url().startsWith(`${service.origin}/embed/gallery?`)) {
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, address);
  } else await page.goto(service.origin + address);
  await page.waitForFunction(
    (search) =>
      document.querySelector<HTMLElement>('#widget')?.dataset['shown'] === search &&
      document.querySelector('main') !== null &&
      document.querySelector('.part-loading') === null,
    `?state=${query}`,
  );
}

export function sidewaysOverflowPx(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
