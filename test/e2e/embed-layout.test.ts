import type { Page } from '@playwright/test';
import { DOCS, expect, LOADER, test, type Heard, listen } from './embed-fixtures.ts';

const LINES = '<p>A line of the page.</p>'.repeat(40);
const ELEMENT = '<kloakd-playground id="one" loading="eager"></kloakd-playground>';
const RESERVED = '<style>kloakd-playground { display: block; min-height: 720px }</style>';
const HEIGHT_RESERVED_PX = 720;

test('a page does not shift when the playground below its fold is mounted, scrolled to, run and looked through', async ({
  open,
  world,
}) => {
  const page = await open(`${LOADER}${LINES}${ELEMENT}${LINES}`);
  await observeShifts(page);
  const frame = page.frameLocator('iframe');
  const field = frame.getByRole('textbox', { name: 'Find the APIs behind a site' });
  await expect(field).toBeVisible();
  await putTopAt(page, 300);
  await field.fill(`${world.server.demoUrl}/`);
  await field.press('Enter');
  await expect(frame.getByRole('status').filter({ hasText: 'Finished:' })).toBeAttached({
    timeout: 60_000,
  });
  // It has grown all the same: its lower edge is out of sight.
  await expect.poll(() => frameHeight(page)).toBeGreaterThan(HEIGHT_RESERVED_PX);
  for (const name of ['Map', 'Code', 'Raw', 'Result']) {
    await frame.getByRole('tab', { name, exact: true }).click();
  }
  await page.locator('#one').evaluate((element) => element.setAttribute('theme', 'dark'));
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await shifts(page)).toEqual([]);
});

test('a page does not shift when a result comes while what stands below the playground is in sight, and the frame grows once it is not', async ({
  open,
  world,
}) => {
  const page = await open(`${RESERVED}${LOADER}${ELEMENT}${LINES}${LINES}`);
  await page.setViewportSize({ width: 1280, height: 1000 });
  await observeShifts(page);
  const heard = await listen(page);
  const frame = page.frameLocator('iframe');
  const field = frame.getByRole('textbox', { name: 'Find the APIs behind a site' });
  await field.fill(`${world.server.demoUrl}/`);
  await field.press('Enter');
  await expect.poll(async () => typesOf(await heard()), { timeout: 60_000 }).toContain('run:done');
  await frame.getByRole('tab', { name: 'Map', exact: true }).click();
  await frame.getByRole('tab', { name: 'Result', exact: true }).click();
  expect(await frameHeight(page)).toBe(HEIGHT_RESERVED_PX);
  // Nothing is lost meanwhile: the frame scrolls.
  expect(await frame.locator('html').evaluate((html) => html.scrollHeight)).toBeGreaterThan(
    HEIGHT_RESERVED_PX,
  );
  await page.setViewportSize({ width: 1280, height: 600 });
  await expect.poll(() => frameHeight(page)).toBeGreaterThan(HEIGHT_RESERVED_PX);
  expect(await shifts(page)).toEqual([]);
});

test('what these tests observe does see a page that shifts', async ({ open }) => {
  const page = await open(LINES);
  await observeShifts(page);
  await page.evaluate(() => document.body.prepend(document.createElement('hr')));
  await expect.poll(async () => (await shifts(page)).length).toBeGreaterThan(0);
  expect(page.url()).toContain(DOCS);
});

/** From the first paint on; shifts after a click or a key count too, which the browser's own sum leaves out. */
async function observeShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, 'value')));
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What has shifted until two frames later, when the browser has told of it. */
function shifts(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    return (window as unknown as { shifts: number[] }).shifts;
  });
}

function putTopAt(page: Page, px: number): Promise<void> {
  return page
    .locator('iframe')
    .evaluate((frame, px) => scrollBy(0, frame.getBoundingClientRect().top - px), px);
}

async function frameHeight(page: Page): Promise<number | undefined> {
  return (await page.locator('iframe').boundingBox())?.height;
}

const typesOf = (heard: readonly Heard[]) => heard.map(({ type }) => type);
