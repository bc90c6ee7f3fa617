import { expect, test, type Browser, type Page } from '@playwright/test';
import { STATES } from '../../web/gallery/states.ts';
import type { StubService } from '../web/support/stub-service.ts';
import { openGalleryWindow, showWidgetState, sidewaysOverflowPx } from './gallery-window.ts';

// One of each kind of panel and notice.
const KINDS = [
  ...['first', 'field-host', 'creating', 'challenge-slow', 'running', 'cancelled', 'result-key'],
  ...[
    'result-details',
    'map',
    'code-key',
    'raw',
    'private-address',
    'rate-limited',
    'spent-result',
  ],
];
// WCAG 2.2, 1.4.12: a visitor may set these, and nothing may be lost by it.
const TEXT_SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`;

let service: StubService;
let shared: Page;

test.beforeAll(async ({ browser }) => {
  ({ page: shared, service } = await openGalleryWindow(browser));
});
test.afterAll(async () => {
  await shared.close();
  await service.close();
});

test('nothing moves for a visitor who asked for less motion, and something does for others', async () => {
  const running = () =>
    shared.evaluate(() => document.getAnimations().map((one) => one.constructor.name));
  for (const state of ['creating', 'challenge', 'starting', 'running', 'result', 'map']) {
    await showWidgetState(shared, service, state);
    expect(await running(), state).toEqual([]);
    await shared.getByRole('button').first().hover();
    expect(await running(), state).toEqual([]);
  }
  await shared.emulateMedia({ reducedMotion: 'no-preference' });
  await showWidgetState(shared, service, 'creating');
  expect(await running()).not.toEqual([]);
  await shared.emulateMedia({ reducedMotion: 'reduce' });
});

test('in forced colours every button and field has a border, and what a colour says is said by another', async () => {
  await shared.emulateMedia({ forcedColors: 'active' });
  for (const state of KINDS) {
    await showWidgetState(shared, service, state);
    const bare = await shared
      .locator('.button, .button-quiet, input:not([type=radio], [type=checkbox]), form button')
      .evaluateAll((controls) =>
        controls
          .filter((control) => {
            const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(control);
            const isLink = getComputedStyle(control).textDecorationLine === 'underline';
            return !isLink && (borderTopWidth === '0px' || borderTopColor === backgroundColor);
          })
          .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      );
    expect(bare, state).toEqual([]);
  }
  await showWidgetState(shared, service, 'map');
  const branch = shared.locator('svg path[d^="M"]').last();
  const [line, paper] = await branch.evaluate((path) => [
    getComputedStyle(path).stroke,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(line).not.toBe(paper);
  await shared.emulateMedia({ forcedColors: 'none' });
});

test('with the text spacing that a visitor may set, nothing is cut off', async () => {
  for (const width of [320, 1100]) {
    await shared.setViewportSize({ width, height: 800 });
    for (const state of KINDS) {
      await showWidgetState(shared, service, state);
      await withStyles(shared, TEXT_SPACING);
      expect(await sidewaysOverflowPx(shared), state).toBe(0);
      expect(await cutOff(shared), `${state} at ${width} px`).toEqual([]);
      await withStyles(shared, '');
    }
  }
  await shared.setViewportSize({ width: 320, height: 700 });
});

test('cuts off a text whose box cannot grow: the test above would see it', async () => {
  await showWidgetState(shared, service, 'result-key');
  await withStyles(
    shared,
    `${TEXT_SPACING} .button-quiet { min-block-size: 0; block-size: 12px; overflow: hidden }`,
  );
  expect(await cutOff(shared)).not.toEqual([]);
  await withStyles(shared, '');
});

test('at 200 % zoom, and in 320 px, every control is still there and nothing scrolls sideways', async ({
  browser,
}) => {
  const wide = await newWindow(browser, 1280, 1);
  const zoomed = await newWindow(browser, 640, 2);
  const narrow = await newWindow(browser, 320, 4);
  for (const state of KINDS) {
    await showWidgetState(wide, service, state);
    const all = await controls(wide);
    expect(all.length, state).toBeGreaterThan(3);
    for (const page of [zoomed, narrow]) {
      await showWidgetState(page, service, state);
      expect(await controls(page), state).toEqual(all);
      expect(await sidewaysOverflowPx(page), state).toBe(0);
    }
  }
  for (const page of [wide, zoomed, narrow]) await page.context().close();
});

test('each state that is looked at here is one of the gallery', () => {
  for (const state of KINDS) expect(STATES).toHaveProperty(state);
});

async function newWindow(browser: Browser, width: number, deviceScaleFactor: number) {
  const height = Math.round((width * 5) / 8);
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor });
  return context.newPage();
}

/** Role and name of everything that can be pressed, chosen or filled in, as a screen reader has it. */
async function controls(page: Page): Promise<string[]> {
  const tree = await page.locator('main').ariaSnapshot();
  const found = tree.matchAll(
    /- (button|link|textbox|searchbox|tab|radio|checkbox|slider)\b(?: "((?:[^"\\]|\\.)*)")?/g,
  );
  // In a narrow table the facts of a row stand below its path, and are read with it.
  return [...found]
    .map(([, role, name = '']) => `${role} ${name.replace(/ \S+ · .*$/, '')}`)
    .toSorted();
}

/** The page's policy allows no further style element; a sheet made by script is not one. */
function withStyles(page: Page, css: string): Promise<void> {
  return page.evaluate(async (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    await new Promise(requestAnimationFrame);
  }, css);
}

/** Boxes whose text does not fit, and cannot be scrolled to. A text in monospaced letters that ends in "…" is a note. */
function cutOff(page: Page): Promise<string[]> {
  return page.locator('main *').evaluateAll((all) =>
    all
      .filter((element): element is HTMLElement => element instanceof HTMLElement)
      .filter((element) => {
        const { overflowX, overflowY, textOverflow, clipPath } = getComputedStyle(element);
        if (textOverflow === 'ellipsis' || clipPath !== 'none') return false;
        const isControl = element.matches('button, a.button, [role=tab], td, th, label');
        const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
        const wide = element.scrollWidth > element.clientWidth + 1;
        const high = element.scrollHeight > element.clientHeight + 1;
        if (getComputedStyle(element).display === 'inline') return false;
        return (
          (wide && (isControl || hides(overflowX))) || (high && (isControl || hides(overflowY)))
        );
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 160)),
  );
}
