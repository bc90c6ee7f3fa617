import { expect, test, type Page } from '@playwright/test';
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/scrypt';
import { buildIfStale } from '../../web/build-if-stale.ts';
import { isFields, parseJson } from '../../web/api/read.ts';
import {
  event,
  KEY,
  newStubState,
  problem,
  runEvents,
  type StubState,
} from '../web/support/stub-api.ts';
import { startStubService, type StubService } from '../web/support/stub-service.ts';

const FOUND = 'https://shop.example/api/products';

let service: StubService;
let state: StubState;

test.beforeAll(() => buildIfStale());
test.beforeEach(async () => {
  state = newStubState();
  service = await startStubService(state);
});
test.afterEach(() => service.close());

test('computes and asks for nothing of the visitor before the first run', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.getByRole('tab', { name: 'Code' }).click();
  await expect(page.getByText('KLOAKD_API_KEY').first()).toBeVisible();
  expect(
    fetched.filter((path) => path.includes('obtain-key') || path.includes('solve-worker')),
  ).toEqual([]);
  expect(state.asked.map(({ path }) => path)).toEqual(['/api/v1/playground/config']);
});

test('shows the call with the client library too, in the languages that have one', async ({
  page,
}) => {
  await openWidget(page);
  await page.getByRole('tab', { name: 'Code' }).click();
  const withClient = page.getByLabel('With the client library');
  await expect(withClient).toHaveCount(0);
  await page.getByRole('tab', { name: 'TypeScript' }).click();
  await expect(page.getByText('"/skanyr/discover"')).toBeVisible();
  await withClient.check();
  await expect(page.getByText('new Kloakd(')).toBeVisible();
  await expect(page.getByText('"/skanyr/discover"')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Go' }).click();
  await expect(page.getByText('kloakd.MustNew(')).toBeVisible();
});

test('goes from an address to a result by keyboard alone', async ({ page }) => {
  await openWidget(page);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Find the APIs')).toBeFocused();
  await page.keyboard.type('shop.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText(/Finished: 1 endpoint .* 1 discovery used\./);
  await expect(page.getByLabel('Find the APIs')).toHaveValue('https://shop.example');
  await expect(page.getByText('9 of 10 discoveries left')).toBeVisible();

  await focusByTab(page, 'tab', 'Result');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Map' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await focusByTab(page, 'button', /\/api\/products/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('https://shop.example/app.js')).toBeVisible();
});

test('shows the key in full once, and its ends from then on', async ({ page }) => {
  await openWidget(page);
  await run(page);
  await expect(page.getByText(KEY)).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(KEY)).toHaveCount(0);
  await expect(page.getByText(`sk-test-…${KEY.slice(-4)}`)).toBeVisible();
  await page.reload();
  await expect(page.getByText(`sk-test-…${KEY.slice(-4)}`)).toBeVisible();
  await expect(page.getByText(KEY)).toHaveCount(0);
});

test('goes on with the same key after a reload', async ({ page }) => {
  await openWidget(page);
  await run(page);
  await page.reload();
  await run(page);
  expect(state.asked.filter(({ path }) => path.endsWith('/keys'))).toHaveLength(1);
});

test('asks for the challenge first and solves it, so that no request of the first run fails', async ({
  page,
}) => {
  const challenge = await createChallenge({
    algorithm: 'SCRYPT',
    cost: 1024,
    memoryCost: 8,
    parallelism: 1,
    keyLength: 32,
    keyPrefix: '0',
    deriveKey,
    hmacSignatureSecret: 'secret of this test',
  });
  state.challenge = challenge;
  const failed: string[] = [];
  page.on('response', (response) => {
    if (!response.ok()) failed.push(response.url());
  });
  await openWidget(page);
  await run(page);
  // A request that fails is shown as an error in the browser's network tab and console.
  expect(failed).toEqual([]);
  const [first, second, ...more] = state.asked
    .filter(({ path }) => /\/(challenges|keys)$/.test(path))
    .map(({ body }) => parseJson(body));
  expect(more).toEqual([]);
  if (!isFields(first) || !isFields(second))
    throw new Error('There was no request for a challenge and one for a key.');
  expect(second['fingerprint']).toEqual(first['fingerprint']);
  expect(second['proof']).toMatchObject({
    challenge,
    solution: { derivedKey: expect.stringMatching(/^0[0-9a-f]{63}$/) },
  });
});

test('cancels with Escape and says what that cost', async ({ page }) => {
  state.streams = [{ kind: 'events', events: [...runEvents([FOUND]).slice(0, 2), 'hold'] }];
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.keyboard.press('Enter');
  await expect(page.getByText('12 of 200 requests')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Not charged', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
});

test('reconnects when the line is cut, under the same idempotency key', async ({ page }) => {
  const events = runEvents([FOUND]);
  state.streams = [
    { kind: 'events', events: [...events.slice(0, 3), 'drop'] },
    { kind: 'events', events },
  ];
  await openWidget(page);
  await run(page);
  const keys = state.asked
    .filter(({ path }) => path.endsWith('/stream'))
    .map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  await expect(page.locator('tbody tr')).toHaveCount(1);
});

test('waits for the network with the input kept, and starts by itself', async ({
  page,
  context,
}) => {
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  // The code of the offline notice must be loaded before the network is cut.
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await expect(page.getByLabel('Find the APIs')).toHaveValue('https://shop.example');
  await context.setOffline(false);
  await expect(page.getByRole('status')).toHaveText(/Finished/);
});

test('leaves the result and the code usable when the ten are spent, and shows the way on', async ({
  page,
}) => {
  await openWidget(page);
  await run(page);
  const body = problem('RateLimitError', 'lifetime_quota_exhausted', 429, {
    retry_after: 0,
    upgrade_url: '/upgrade?from=spent',
    charged: false,
  });
  state.streams = [{ kind: 'refusal', status: 429, body }];
  state.quota = { limit: 10, used: 10, reserved: 0, remaining: 0 };
  await page.getByLabel('Find the APIs').fill('other.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Get a live key and go on' })).toHaveAttribute(
    'href',
    '/upgrade?from=spent',
  );
  await expect(page.getByRole('button', { name: /\/api\/products/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  await page.getByRole('tab', { name: 'Code' }).click();
  await expect(page.getByRole('tab', { name: 'curl' })).toBeVisible();
});

test('does not say that the visitor used the ten where only browser and network match', async ({
  page,
}) => {
  state.recognizedBy = 'browser_and_network';
  state.quota = { limit: 10, used: 10, reserved: 0, remaining: 0 };
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', {
      name: 'Someone with this browser on this network has used all ten',
    }),
  ).toBeVisible();
  expect(state.asked.filter(({ path }) => path.endsWith('/stream'))).toEqual([]);
});

test('tells code, request and cost of a failure that comes as an event', async ({ page }) => {
  const body = problem('UpstreamError', 'target_unreachable', 502, {
    stage: 'dns',
    charged: false,
  });
  state.streams = [{ kind: 'events', events: [event('started', {}), event('error', body)] }];
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.keyboard.press('Enter');
  const notice = page.getByRole('alert');
  await expect(notice.getByRole('heading')).toHaveText('This name does not exist');
  await expect(notice).toContainText('target_unreachable');
  await expect(notice).toContainText('req_stub42');
  await expect(notice).toContainText('Not charged');
});

test('offers to reload where a chunk of the page is gone', async ({ page }) => {
  await page.route(/\/assets\/later-[\w-]+\.js/, (route) =>
    route.fulfill({ status: 404, body: '' }),
  );
  await openWidget(page);
  const offer = page.getByRole('alert');
  await expect(offer).toContainText('could not be loaded');
  await page.unroute(/\/assets\/later-[\w-]+\.js/);
  await offer.getByRole('button', { name: 'Reload the page' }).click();
  await page.getByRole('tab', { name: 'Code' }).click();
  await expect(page.getByText('KLOAKD_API_KEY').first()).toBeVisible();
});

test('offers to reload where the code of a run is gone', async ({ page }) => {
  await page.route(/\/assets\/obtain-key-/, (route) => route.fulfill({ status: 404, body: '' }));
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText('This page is out of date');
  await expect(page.getByRole('button', { name: 'Reload the page' })).toBeVisible();
});

test('repeats a click on the panels that came before their code', async ({ page }) => {
  const held = Promise.withResolvers<void>();
  await page.route(/\/assets\/later-[\w-]+\.js/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await openWidget(page);
  await expect(page.getByRole('button', { name: 'Demo shop' })).toBeVisible();
  await page.getByRole('tab', { name: 'Code' }).click();
  held.resolve();
  await expect(page.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true');
});

test('selects the key where it cannot copy it, before it says to press Ctrl+C', async ({
  page,
}) => {
  await denyClipboard(page);
  await openWidget(page);
  await run(page);
  await page.getByRole('button', { name: /^Copy Your test key/ }).click();
  await expect(page.getByText('Selected. Press Ctrl+C')).toBeVisible();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(KEY);
});

test('does not say to press Ctrl+C where nothing is selected', async ({ page }) => {
  await denyClipboard(page);
  await openWidget(page);
  await run(page);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Could not be copied')).toBeVisible();
  await expect(page.getByText(/Ctrl\+C/)).toHaveCount(0);
});

test('says why a download failed, with code, request and cost', async ({ page }) => {
  state.openApiAnswer = { status: 404, body: problem('NotFoundError', 'not_found', 404) };
  await openWidget(page);
  await run(page);
  await page.getByRole('tab', { name: 'Raw' }).click();
  await page.getByRole('button', { name: 'Download OpenAPI' }).click();
  const alert = page.getByRole('alert');
  for (const text of ['The download failed: Not found', 'not_found', 'req_stub42', 'Not charged'])
    await expect(alert).toContainText(text);
});

test('counts down outside of what a screen reader is told at once', async ({ page }) => {
  const body = problem('ApiError', 'overloaded', 503, { retry_after: 30 });
  state.streams = [{ kind: 'refusal', status: 503, body }];
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Run in \d+ s/ }).first()).toBeVisible();
  const liveTexts = await page
    .locator('[role=alert], [role=status], [role=log], [aria-live]')
    .allTextContents();
  expect(liveTexts.join(' ')).toContain('The service is busy');
  expect(liveTexts.join(' ')).not.toMatch(/Run in/);
});

test('keeps running when Escape is pressed in the filter', async ({ page }) => {
  state.streams = [{ kind: 'events', events: [...runEvents([FOUND]).slice(0, 3), 'hold'] }];
  await openWidget(page);
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.keyboard.press('Enter');
  await page.getByLabel('Filter endpoints').fill('api');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Filter endpoints')).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
});

test('names the sort buttons by their column alone and tells the order by aria-sort', async ({
  page,
}) => {
  await openWidget(page);
  await page.getByRole('button', { name: 'Confidence', exact: true }).click();
  const head = page.getByRole('columnheader', { name: 'Confidence', exact: true });
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('button', { name: 'Confidence', exact: true })).toBeVisible();
});

test('shows the chosen tab and the meter also in forced colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openWidget(page);
  await run(page);
  const border = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((tab) => getComputedStyle(tab).borderTopWidth);
  expect(await border('[role=tab][aria-selected=true]')).toBe('1px');
  expect(await border('[role=tab][aria-selected=false]')).toBe('0px');
  // Browsers replace the colours of a page that does not choose among the system's: then all ticks look alike.
  const colourOfText = await page.locator('body').evaluate((body) => getComputedStyle(body).color);
  const ticks = await page
    .locator('[role=meter] i')
    .evaluateAll((all) => all.map((tick) => getComputedStyle(tick).backgroundColor));
  expect(ticks[0]).toBe(colourOfText);
  expect(ticks.at(-1)).not.toBe(colourOfText);
});

test('fills the field from its address and takes its theme from it', async ({ page }) => {
  await page.goto(`${service.origin}/embed/v1?theme=dark&url=https%3A%2F%2Fapi.example.com%2Fv2`);
  await expect(page.getByLabel('Find the APIs')).toHaveValue('https://api.example.com/v2');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('shows a marked sample without any script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await openWidget(page);
  await expect(page.getByText('Sample', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /\/api\/v1\/products/ }).first()).toBeVisible();
  await context.close();
});

for (const width of [412, 1280]) {
  test(`takes over the prerendered page without moving anything at ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 823 });
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if ('value' in entry)
            Object.assign(window, {
              shift: Number(Reflect.get(window, 'shift') ?? 0) + Number(entry.value),
            });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await openWidget(page);
    await expect(page.getByRole('button', { name: 'Demo shop' })).toBeVisible();
    expect(await page.evaluate(() => Number(Reflect.get(window, 'shift') ?? 0))).toBeLessThan(0.02);
  });
}

test('gives the frame on the evaluation page room for all that is in it', async ({ page }) => {
  await page.goto(service.origin);
  const frame = page.frameLocator('#widget iframe');
  await expect(frame.getByText('Sample', { exact: true })).toBeVisible();
  const hiddenPx = () =>
    frame.locator('html').evaluate(({ scrollHeight }) => scrollHeight - innerHeight);
  await expect.poll(hiddenPx).toBe(0);
});

test('passes the address that the evaluation page was opened with to the widget', async ({
  page,
}) => {
  await page.goto(`${service.origin}/?url=https%3A%2F%2Fapi.example.com`);
  await expect(page.frameLocator('#widget iframe').getByLabel('Find the APIs')).toHaveValue(
    'https://api.example.com',
  );
});

test('lists the plans of the server, and whom to ask for a key', async ({ page }) => {
  await page.goto(`${service.origin}/upgrade`);
  await expect(page.getByRole('heading', { name: 'Developer' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'operator@play.example' })).toBeVisible();
});

async function openWidget(page: Page): Promise<void> {
  await page.goto(`${service.origin}/embed/v1`);
}

async function run(page: Page): Promise<void> {
  await page.getByLabel('Find the APIs').fill('shop.example');
  await page.getByLabel('Find the APIs').press('Enter');
  await expect(page.getByRole('status')).toHaveText(/Finished/);
}

/** As in a frame without `allow="clipboard-write"`, in a browser that refuses the older command too. */
async function denyClipboard(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
}

/** Presses Tab until the element has the focus, as one without a mouse would. */
async function focusByTab(
  page: Page,
  role: 'tab' | 'button',
  name: string | RegExp,
): Promise<void> {
  const target = page.getByRole(role, { name });
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 40 && !(await isFocused()); presses++)
    await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}
