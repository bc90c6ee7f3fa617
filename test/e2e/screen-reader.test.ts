import { expect, test, type Page } from '@playwright/test';
import { STATES } from '../../web/gallery/states.ts';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { newStubState, problem, runEvents, type StubState } from '../web/support/stub-api.ts';
import { startStubService, type StubService } from '../web/support/stub-service.ts';
import { showWidgetState } from './gallery-window.ts';

const FOUND = 'https://shop.example/api/products';

let service: StubService;
let state: StubState;

test.beforeAll(() => buildIfStale());
test.beforeEach(async () => {
  state = newStubState();
  service = await startStubService(state);
});
test.afterEach(() => service.close());

test('a run is told step by step in a log, and its end once in a status', async ({ page }) => {
  await openWidget(page);
  const heard = await listen(page);
  await runFromField(page, 'shop.example');
  await expect(page.getByRole('status')).toHaveText(/Finished/);
  const told = await heard();
  const steps = told.filter(({ role }) => role === 'log').map(({ text }) => text);
  expect(steps.length).toBeGreaterThanOrEqual(2);
  expect(new Set(steps).size).toBe(steps.length);
  expect(told.filter(({ text }) => text.startsWith('Finished'))).toEqual([
    { role: 'status', text: expect.stringMatching(/^Finished: 1 endpoint .*1 discovery used\.$/) },
  ]);
  expect(told.filter(({ role }) => role === 'alert')).toEqual([]);
});

test('an address that cannot be run is told once: by an alert, or by the focus that moves to the field', async ({
  page,
}) => {
  await openWidget(page);
  const heard = await listen(page);
  await runFromField(page, 'ftp://files.example.com');
  const field = page.getByLabel('Find the APIs');
  await expect(field).toHaveAccessibleDescription(/ftp|https?/);
  const alerts = async () => (await heard()).filter(({ role }) => role === 'alert');
  expect(await alerts()).toHaveLength(1);
  await field.fill('ftp://files.example.com');
  await page.getByRole('button', { name: 'Run', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(await alerts()).toHaveLength(1);
});

test('a failure is told once, by an alert, with its code and its cost', async ({ page }) => {
  const body = problem('UpstreamError', 'target_unreachable', 502, {
    stage: 'dns',
    charged: false,
  });
  state.streams = [{ kind: 'refusal', status: 502, body }];
  await openWidget(page);
  const heard = await listen(page);
  await runFromField(page, 'shop.example');
  await expect(page.getByRole('alert')).toBeVisible();
  const told = (await heard()).filter(({ role }) => role !== 'log');
  expect(told).toEqual([
    { role: 'alert', text: expect.stringMatching(/target_unreachable.*Not charged/) },
  ]);
});

test('what is cancelled is told once, with its cost', async ({ page }) => {
  state.streams = [{ kind: 'events', events: [...runEvents([FOUND]).slice(0, 2), 'hold'] }];
  await openWidget(page);
  const heard = await listen(page);
  await runFromField(page, 'shop.example');
  await expect(page.getByText('12 of 200 requests')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status')).toHaveText(/Not charged/);
  const told = (await heard()).filter(({ role }) => role === 'status');
  expect(told.at(-1)?.text).toMatch(/^Cancelled\. Not charged/);
});

test('in every state each control has a name, and no two in one place have the same', async ({
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  for (const name of Object.keys(STATES)) {
    await showWidgetState(page, service, name);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const controls = nodes
      .filter((node) => !node.ignored && CONTROLS.has(String(node.role?.value)))
      .map((node) => `${node.role?.value} ${node.name?.value ?? ''}`.trim());
    expect(controls.length, name).toBeGreaterThan(2);
    expect(
      controls.filter((control) => CONTROLS.has(control)),
      name,
    ).toEqual([]);
    // The rows of a table are told apart by the method before them, the copies of a list by their texts.
    const buttons = controls.filter((control) =>
      /^(tab|textbox|searchbox|radio|meter)/.test(control),
    );
    expect(new Set(buttons).size, `${name}: ${buttons.join(', ')}`).toBe(buttons.length);
  }
});

test('the result is read as a table with headings, its order, and rows that open', async ({
  page,
}) => {
  await showWidgetState(page, service, 'result-details');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main "Playground":
      - heading "KLOAKD Playground" [level=1]
      - meter "7 of 10 discoveries left"
  `);
  await expect(page.getByRole('table')).toMatchAriaSnapshot(`
    - table:
      - rowgroup:
        - row:
          - columnheader "Method"
          - columnheader "Path"
          - columnheader "Type"
          - columnheader "Confidence"
          - columnheader "Source"
  `);
  const sorted = page.locator('[aria-sort]');
  await expect(sorted).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('button', { expanded: true })).toHaveCount(2);
});

const CONTROLS = new Set([
  ...['button', 'link', 'textbox', 'searchbox', 'tab', 'radio', 'checkbox', 'combobox', 'meter'],
  ...['slider', 'progressbar', 'tabpanel', 'tablist', 'region'],
]);

async function openWidget(page: Page): Promise<void> {
  await page.goto(`${service.origin}/embed/v1`);
  await expect(page.getByRole('button', { name: 'Demo shop' })).toBeVisible();
}

async function runFromField(page: Page, address: string): Promise<void> {
  await page.getByLabel('Find the APIs').fill(address);
  await page.getByLabel('Find the APIs').press('Enter');
}

interface Told {
  role: string;
  text: string;
}

/**
 * What a screen reader would say by itself: what is added to a region that was there before, and an alert that comes
 * with its text. A log or a status that comes together with its text is not said.
 */
async function listen(page: Page): Promise<() => Promise<Told[]>> {
  await page.evaluate(() => {
    const told: Told[] = [];
    Object.assign(window, { told });
    const LIVE = '[role=log], [role=status], [role=alert]';
    const existing = new WeakSet<Element>(document.querySelectorAll(LIVE));
    const say = (region: Element, text: string) => {
      const clean = text.replaceAll(/\s+/g, ' ').trim();
      if (clean) told.push({ role: region.getAttribute('role') ?? '', text: clean });
    };
    new MutationObserver((records) => {
      const changed = new Set<Element>();
      for (const { target, addedNodes } of records) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(LIVE);
        if (region && existing.has(region)) {
          // A log tells what is added; a status or an alert is read as a whole.
          if (region.role === 'log')
            for (const node of addedNodes) say(region, node.textContent ?? '');
          else changed.add(region);
        }
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const added of [node, ...node.querySelectorAll('*')]) {
            if (!added.matches(LIVE) || existing.has(added)) continue;
            existing.add(added);
            if (added.role === 'alert') say(added, added.textContent);
          }
        }
      }
      for (const region of changed) say(region, region.textContent);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { told: Told[] }).told);
}
