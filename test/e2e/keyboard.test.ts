import type { FrameLocator, Page } from '@playwright/test';
import { expect, LOADER, test } from './embed-fixtures.ts';

const ELEMENT = '<kloakd-playground id="one" loading="eager"></kloakd-playground>';
const PAGE = `${LOADER}<a href="#before">Before</a>${ELEMENT}<a href="#after">After</a>`;
const PRESSES_MAX = 80;

// Every step of the story below is a key: the page has no mouse. The focus is looked at wherever it stops.
test('the whole story can be told with the keyboard alone, the focus is always in sight, and nothing holds it', async ({
  open,
  world,
}) => {
  test.setTimeout(240_000);
  const page = await open(PAGE);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('button', { name: 'Demo shop' })).toBeVisible();
  const keys = new Keys(page, frame);

  await test.step('from the page into the field', async () => {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Before' })).toBeFocused();
    await keys.tabTo('textbox Find the APIs behind a site');
    await page.keyboard.type(`${world.server.demoUrl}/`);
  });

  await test.step('Run, and Cancel by the button that Run has become', async () => {
    const held = Promise.withResolvers<void>();
    await page.route('**/api/v1/playground/challenges', async (route) => {
      await held.promise;
      await route.continue().catch(() => undefined);
    });
    await keys.tabTo('button Run');
    await page.keyboard.press('Enter');
    await expect(frame.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(frame.getByRole('button', { name: 'Run', exact: true })).toBeFocused();
    held.resolve();
    await page.unroute('**/api/v1/playground/challenges');
  });

  await test.step('run again, to the end', async () => {
    await page.keyboard.press('Shift+Tab');
    await keys.expectAt('textbox Find the APIs behind a site');
    await page.keyboard.press('Enter');
    const end = frame.getByRole('status').filter({ hasText: 'Finished:' });
    await expect(end).toBeAttached({ timeout: 90_000 });
  });

  await test.step('copy the key, and close it', async () => {
    await keys.tabTo('button Copy Your test key');
    await page.keyboard.press('Enter');
    await expect(frame.getByText('Copied').first()).toBeVisible();
    await keys.tabTo('button Done');
    await page.keyboard.press('Enter');
    // The button is gone; the next stop is what stood after it, not the start of the page.
    await page.keyboard.press('Tab');
    await keys.expectAt('button Copy link');
  });

  await test.step('sort, filter, and open a row', async () => {
    await keys.tabTo('tab Result');
    await keys.tabTo('searchbox Filter endpoints');
    await page.keyboard.type('cart');
    await expect(frame.getByText(/of \d+ endpoints/)).toBeVisible();
    await page.keyboard.press('Escape');
    await keys.tabTo('button Confidence');
    await page.keyboard.press('Enter');
    const heading = frame.getByRole('columnheader', { name: 'Confidence' });
    await expect(heading).toHaveAttribute('aria-sort', 'descending');
    await keys.tabTo(/^button \/api/);
    await page.keyboard.press('Enter');
    await expect(frame.getByRole('button', { expanded: true })).toHaveCount(1);
  });

  await test.step('the map leads to a row', async () => {
    await keys.tabTo('tab Result', 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await keys.expectAt('tab Map');
    await keys.tabTo(/^button Details of POST/);
    await page.keyboard.press('Enter');
    await keys.expectAt(/^button \//);
  });

  await test.step('the code in another language, and copied', async () => {
    await keys.tabTo('tab Result', 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await keys.expectAt('tab Code');
    await keys.tabTo('tab curl');
    await page.keyboard.press('ArrowRight');
    await keys.expectAt('tab Python');
    await keys.tabTo(/^button Copy/);
    await page.keyboard.press('Enter');
  });

  await test.step('both downloads', async () => {
    await keys.tabTo('tab Code', 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await keys.expectAt('tab Raw');
    for (const [name, file] of [
      ['button Download JSON', 'endpoints.json'],
      ['button Download OpenAPI', 'openapi.json'],
    ] as const) {
      await keys.tabTo(name);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.keyboard.press('Enter'),
      ]);
      expect(download.suggestedFilename()).toContain(file);
    }
  });

  await test.step('sign up opens a tab', async () => {
    await keys.tabTo('button Sign up and keep these', 'Shift+Tab');
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.keyboard.press('Enter'),
    ]);
    await expect(tab).toHaveURL(/\/dashboard\//);
    await tab.close();
  });

  await test.step('out of the frame at both ends', async () => {
    await page.bringToFront();
    await keys.tabOut('Tab', page.getByRole('link', { name: 'After' }));
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => keys.at()).not.toBe('');
    await keys.tabOut('Shift+Tab', page.getByRole('link', { name: 'Before' }));
  });
});

/** Moves the focus by keys, and looks at each place where it stops. */
class Keys {
  readonly #page: Page;
  readonly #frame: FrameLocator;

  constructor(page: Page, frame: FrameLocator) {
    this.#page = page;
    this.#frame = frame;
  }

  /** Role and name of what has the focus in the frame; empty where nothing has. */
  async at(): Promise<string> {
    const focus = this.#frame.locator(':focus');
    if ((await focus.count()) === 0) return '';
    const tree = await focus.first().ariaSnapshot();
    const [, role = '', name = ''] = /^- '?(\w+)(?: "((?:[^"\\]|\\.)*)")?/.exec(tree) ?? [];
    return `${role} ${name}`;
  }

  async expectAt(wanted: string | RegExp): Promise<void> {
    await expect.poll(() => this.at()).toMatch(pattern(wanted));
    await this.#look();
  }

  async tabTo(wanted: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
      await this.#page.keyboard.press(key);
      const at = await this.at();
      if (at) await this.#look();
      if (pattern(wanted).test(at)) return;
      passed.push(at);
    }
    throw new Error(`No “${wanted}” among ${passed.join(', ')}`);
  }

  async tabOut(key: 'Tab' | 'Shift+Tab', link: ReturnType<Page['getByRole']>): Promise<void> {
    const isThere = () => link.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < PRESSES_MAX && !(await isThere()); presses += 1) {
      await this.#page.keyboard.press(key);
    }
    await expect(link).toBeFocused();
  }

  /** The focus is drawn (2.4.7), is not covered (2.4.11), and is on something large enough (2.5.8). */
  async #look(): Promise<void> {
    const flaws = await this.#frame
      .locator(':focus')
      .first()
      .evaluate((element) => {
        const { outlineStyle, outlineWidth, display } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        const isSeen = top !== null && (element.contains(top) || top.contains(element));
        const isDrawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        // A link in a sentence is as high as its line; a box that is ticked has its label's area too.
        const isText = display.startsWith('inline') && element.localName === 'a';
        const area = (element.closest('label') ?? element).getBoundingClientRect();
        const row = element.closest('tr')?.getBoundingClientRect() ?? area;
        const isLarge = isText || (area.width >= 24 && Math.max(area.height, row.height) >= 24);
        const flaws = [!isDrawn && 'not drawn', !isSeen && 'covered', !isLarge && 'too small'];
        return flaws.filter(Boolean).map((flaw) => `${flaw}: ${element.outerHTML.slice(0, 160)}`);
      });
    expect(flaws).toEqual([]);
  }
}

function pattern(wanted: string | RegExp): RegExp {
  if (wanted instanceof RegExp) return wanted;
  return new RegExp(`^${wanted.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`);
}
