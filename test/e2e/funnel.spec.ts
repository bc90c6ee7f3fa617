import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { freePort } from '../support/free-port.ts';
import {
  newDataDir,
  removeDataDir,
  runCommand,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { fillSignUp } from './dashboard-steps.ts';
import { expect, runToTheEnd, test } from './fixtures.ts';

test('the operator sees how far visitors of a site got, from the frame to the account', async ({
  page,
}) => {
  test.slow();
  const docs = await startDocs();
  const dataDir = newDataDir();
  const server = await startServer(
    { PORT: await freePort(), DEMO_PORT: '0', ALLOWED_SITES: docs.origin },
    dataDir,
  );
  try {
    docs.embed(server.url);
    await page.goto(docs.origin);
    const widget = page.frameLocator('iframe');
    await runToTheEnd(widget, `${server.demoUrl}/`);
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      widget
        .getByRole('button', { name: /^Sign up and keep/ })
        .first()
        .click(),
    ]);
    await tab.getByRole('link', { name: 'Sign up' }).click();
    const service = { ...server, rows: () => [] };
    await fillSignUp(tab, service);
    await tab.getByLabel('Name of the organization').fill('Acme');
    await tab.getByRole('button', { name: 'Create it and move them here' }).click();
    await expect(tab.getByRole('heading', { name: 'discovery is yours' })).toBeVisible();
    await tab.getByRole('link', { name: 'Make a live key' }).click();
    await expect(tab).toHaveURL(/\/keys$/);

    const organizationId = new URL(tab.url()).pathname.split('/')[2] ?? '';
    await letManageSites(organizationId, server);
    await tab.goto(`${server.url}/dashboard/${organizationId}/sites`);
    await tab.getByRole('tab', { name: 'Table' }).click();
    const table = tab.getByRole('region', { name: 'How far visitors get, by site' });
    const cells = table.getByRole('cell');
    // Seen, started, key, first result, all used, signed up.
    await expect(cells).toHaveText([docs.origin, '1', '1', '1', '1', '0', '1']);
    const downloading = tab.waitForEvent('download');
    await tab.getByRole('button', { name: 'Download CSV' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^funnel-.*\.csv$/);
  } finally {
    await server.stop();
    removeDataDir(dataDir);
    docs.close();
  }
});

/** A documentation page on an origin of its own, with the playground as the README embeds it. */
async function startDocs() {
  let html = '';
  const http = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(html),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    embed(url: string) {
      html = `<!doctype html><html lang="en"><title>Docs</title><script src="${url}/embed/v1.js" async></script><kloakd-playground loading="eager" height="900"></kloakd-playground>`;
    },
    close() {
      http.closeAllConnections();
      http.close();
    },
  };
}

/** As the operator does it, while the service runs. */
async function letManageSites(organizationId: string, { dataDir }: ServerProcess): Promise<void> {
  const args = ['org', 'override', organizationId, '--manages-sites', 'yes'];
  const { code, stderr } = await runCommand(args, { DATA_DIR: dataDir });
  expect(code, stderr).toBe(0);
}
