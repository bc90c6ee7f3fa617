import { DEMO_ENDPOINTS } from '../../server/demo-site/endpoints.ts';
import { callApi, credentials, expect, run, runToTheEnd, test } from './fixtures.ts';

/** A path without the names of its parameters: a document and a script name them differently. */
const shape = (path: string) => path.replaceAll(/\{[^}]*\}/g, '{}');

test('a visitor discovers the demo shop and reads endpoints that are truly there', async ({
  page,
  service,
  visit,
}) => {
  const widget = await visit(page);
  await expect(widget.getByText('Sample', { exact: true })).toBeVisible();
  await runToTheEnd(widget, `${service.demoUrl}/`);
  await expect(widget.getByText('9 of 10 discoveries left')).toBeVisible();
  await expect(widget.getByText('Sample', { exact: true })).toBeHidden();

  const rows = widget.getByRole('table').getByRole('row');
  const texts = (await rows.allInnerTexts()).slice(1);
  const found = texts.map((text) => {
    const [method = '', path = ''] = text.split(/\s+/).filter(Boolean);
    return `${method} ${shape(path)}`;
  });
  const present = DEMO_ENDPOINTS.map(({ method, path }) => `${method} ${shape(path)}`);
  const right = present.filter((endpoint) => found.includes(endpoint));
  expect(right.length / present.length, `missed of ${present.join(', ')}`).toBeGreaterThanOrEqual(
    0.9,
  );
  const wrong = found.filter((endpoint) => !present.includes(endpoint));
  expect(wrong.length / found.length, wrong.join(', ')).toBeLessThanOrEqual(0.2);
});

test('nothing is fingerprinted before the visitor acts', async ({ page, service, visit }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const widget = await visit(page);
  await expect(widget.getByRole('button', { name: 'Run' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const before = [...requests];
  expect(before.filter((url) => /obtain-key|fingerprint|playground\/keys/.test(url))).toEqual([]);
  await run(widget, `${service.demoUrl}/`);
  await expect.poll(() => requests.some((url) => url.includes('/playground/keys'))).toBe(true);
});

test('the key is shown once, and masked after a reload', async ({ page, service, visit }) => {
  const widget = await visit(page);
  await run(widget, `${service.demoUrl}/`);
  const { apiKey } = await credentials(widget, service);
  expect(apiKey).toMatch(/^sk-test-/);
  await page.reload();
  await expect(widget.getByText(`sk-test-…${apiKey.slice(-4)}`)).toBeVisible();
  await expect(widget.getByText(apiKey)).toHaveCount(0);
});

test('the tenth discovery is the last, here and in a private window', async ({
  browser,
  page,
  service,
  visit,
}) => {
  const widget = await visit(page);
  await runToTheEnd(widget, `${service.demoUrl}/products/`);
  const who = await credentials(widget, service);
  for (let i = 0; i < 8; i += 1) {
    const response = await callApi(service, who, 'POST', 'skanyr/discover', {
      url: `${service.demoUrl}/?n=${i}`,
      max_requests: 2,
    });
    expect(response.status).toBe(200);
  }
  await runToTheEnd(widget, `${service.demoUrl}/`);
  await expect(widget.getByText('0 of 10 discoveries left')).toBeVisible();
  await expect(widget.getByRole('table')).toBeVisible();

  // The result stays. A live key is offered, and nothing suggests that waiting helps.
  await expect(widget.getByText('All ten discoveries are used').first()).toBeVisible();
  await expect(widget.getByRole('link', { name: 'Get a live key and go on' })).toBeVisible();
  await expect(widget.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();

  // A private window has no cookie: the same browser on the same network is the same visitor.
  const privateWindow = await browser.newContext();
  const privatePage = await privateWindow.newPage();
  const privateWidget = await visit(privatePage);
  await run(privateWidget, `${service.demoUrl}/`);
  await expect(
    privateWidget.getByText('Someone with this browser on this network has used all ten').first(),
  ).toBeVisible();
  expect(service.rows('SELECT used, reserved FROM ledger')).toEqual([{ used: 10, reserved: 0 }]);
  await privateWindow.close();
});

test('page, frame and private window of one browser are one visitor', async ({
  browser,
  page,
  service,
  visit,
}) => {
  await runToTheEnd(await visit(page), `${service.demoUrl}/`);
  for (const path of ['/', '/embed/v1']) {
    const context = await browser.newContext();
    const other = await context.newPage();
    await other.goto(`${service.url}${path}`);
    const widget = path === '/' ? other.frameLocator('iframe') : other.locator('html');
    const field = widget.getByRole('textbox', { name: 'Find the APIs behind a site' });
    await field.fill(`${service.demoUrl}/`);
    await field.press('Enter');
    await expect(widget.getByText(/of 10 discoveries left/)).toBeVisible();
    await context.close();
  }
  expect(service.rows('SELECT id FROM visitor')).toHaveLength(1);
  expect(service.rows('SELECT id FROM organization')).toHaveLength(3);
});

test('a write with a visitor’s key is refused and changes nothing', async ({
  page,
  service,
  visit,
}) => {
  const widget = await visit(page);
  await run(widget, `${service.demoUrl}/`);
  const who = await credentials(widget, service);
  const response = await callApi(service, who, 'POST', 'skanyr/sessions', {
    url: service.demoUrl ?? '',
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'read_only_key' });
  expect(service.rows('SELECT id FROM session')).toEqual([]);
});

test('a private address is refused by name and not charged', async ({ page, service, visit }) => {
  const widget = await visit(page);
  for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data/']) {
    await run(widget, url);
    await expect(widget.getByText(/private network/).first()).toBeVisible();
    await expect(widget.getByText(/not charged/i).first()).toBeVisible();
  }
  expect(service.rows('SELECT used, reserved FROM ledger WHERE used + reserved > 0')).toEqual([]);
});

test('two visitors cannot see each other’s discoveries', async ({
  browser,
  page,
  service,
  visit,
}) => {
  const widget = await visit(page);
  await runToTheEnd(widget, `${service.demoUrl}/`);
  const [first] = service.rows<{ id: string; organization_id: string }>(
    'SELECT id, organization_id FROM discovery',
  );
  const context = await browser.newContext();
  const other = await visit(await context.newPage());
  await run(other, `${service.demoUrl}/`);
  const stranger = await credentials(other, service);
  expect(stranger.organizationId).not.toBe(first?.organization_id);
  const own = await callApi(service, stranger, 'GET', `skanyr/discover/${first?.id}`);
  expect(own.status).toBe(404);
  const forged = { ...stranger, organizationId: first?.organization_id ?? '' };
  const theirs = await callApi(service, forged, 'GET', `skanyr/discover/${first?.id}`);
  expect(theirs.status).toBe(403);
  await context.close();
});

test('Escape cancels a run, and the field is ready for the next', async ({
  page,
  service,
  visit,
}) => {
  const widget = await visit(page);
  await run(widget, `${service.demoUrl}/`);
  await expect(widget.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await widget.getByRole('textbox', { name: 'Find the APIs behind a site' }).press('Escape');
  await expect(widget.getByRole('button', { name: 'Run' })).toBeEnabled();
  await expect(widget.getByRole('textbox', { name: 'Find the APIs behind a site' })).toHaveValue(
    `${service.demoUrl}/`,
  );
});
