import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { STATES } from '../../web/gallery/states.ts';
import { newStubState } from '../web/support/stub-api.ts';
import { startStubService, type StubService } from '../web/support/stub-service.ts';

const THEMES = ['light', 'dark'] as const;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
// Target size is WCAG 2.2 AA; axe counts it among the optional rules.
const RULES = { 'target-size': { enabled: true } };

let service: StubService;

test.beforeAll(async () => {
  await buildIfStale();
  service = await startStubService(newStubState());
});
test.afterAll(() => service.close());

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const state of Object.keys(STATES)) {
  test(`the state "${state}" is accessible in both themes, fits 320 px and breaks no policy`, async ({
    page,
  }) => {
    const complaints = collectComplaints(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${service.origin}/embed/gallery?state=${state}`);
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.locator('.panel-loading')).toHaveCount(0);
    expect(await sidewaysOverflowPx(page)).toBe(0);
    for (const theme of THEMES) {
      await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
      const { violations } = await new AxeBuilder({ page })
        .withTags(TAGS)
        .options({ rules: RULES, resultTypes: ['violations'] })
        .analyze();
      expect(violations.map(({ id, nodes }) => [theme, id, nodes[0]?.html])).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

test('what a hostile target says of itself is text, and no link leads where it wants', async ({
  page,
}) => {
  await page.goto(`${service.origin}/embed/gallery?state=result-hostile`);
  await expect(page.getByText('/<img src=x onerror=alert(1)>').first()).toBeVisible();
  expect(await page.locator('#widget img, #widget script, #widget b').count()).toBe(0);
  const links = await page
    .locator('#widget a[href]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const href of links) expect(href).toMatch(/^(https?:\/\/|\/(?!\/))/);
});

test('turned to right-to-left, nothing overflows and the tree is mirrored', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  for (const state of ['first', 'running', 'result-details', 'map', 'code', 'private-address']) {
    await page.goto(`${service.origin}/embed/gallery?state=${state}&dir=rtl`);
    await expect(page.locator('.panel-loading')).toHaveCount(0);
    expect(await sidewaysOverflowPx(page), state).toBe(0);
  }
});

for (const path of ['/', '/upgrade', '/privacy', '/nowhere']) {
  test(`the page ${path} is accessible in both themes and fits 320 px`, async ({ page }) => {
    const complaints = collectComplaints(page).filter((text) => !text.includes('404'));
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${service.origin}${path}`);
    await page.waitForLoadState('load');
    expect(await sidewaysOverflowPx(page)).toBe(0);
    for (const theme of THEMES) {
      await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(violations.map(({ id, nodes }) => [theme, id, nodes[0]?.html])).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

/** Errors of scripts and of the content security policy, as the console tells them. */
function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

function sidewaysOverflowPx(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
