import { test as base, type FrameLocator, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

export interface Service extends ServerProcess {
  /** Rows as they are on disk. */
  rows<T>(sql: string): T[];
}

/** The real service with its demo shop, as its own process with a database of its own, for each test. */
export const test = base.extend<{ service: Service; visit: (page: Page) => Promise<FrameLocator> }>(
  {
    service: async ({}, use) => {
      const dataDir = newDataDir();
      const server = await startServer({ PORT: await freePort(), DEMO_PORT: '0' }, dataDir);
      await use({
        ...server,
        rows<T>(sql: string): T[] {
          const db = new Database(join(dataDir, 'playground.db'), { readonly: true });
          try {
            return db.prepare<[], T>(sql).all();
          } finally {
            db.close();
          }
        },
      });
      await server.stop();
      removeDataDir(dataDir);
    },

    /** Opens the evaluation page and gives the widget in it. */
    visit: async ({ service }, use) => {
      await use(async (page) => {
        await page.goto(service.url);
        return page.frameLocator('iframe');
      });
    },
  },
);

export { expect } from '@playwright/test';

/** Types a URL and runs it, by keyboard alone. */
export async function run(widget: FrameLocator, url: string): Promise<void> {
  const field = widget.getByRole('textbox', { name: 'Find the APIs behind a site' });
  await field.fill(url);
  await field.press('Enter');
}

/** Runs, and waits until the end is announced. */
export async function runToTheEnd(widget: FrameLocator, url: string): Promise<void> {
  await run(widget, url);
  await widget.getByRole('status').filter({ hasText: 'Finished:' }).waitFor({ timeout: 60_000 });
}

/** The key that a fresh visitor is shown once, with its organization's ID. */
export async function credentials(widget: FrameLocator, service: Service) {
  const apiKey = (await widget.getByText(/^sk-test-[0-9A-Za-z]{36}$/).textContent()) ?? '';
  const [row] = service.rows<{ organization_id: string }>(
    'SELECT organization_id FROM api_key ORDER BY created_at_ms DESC LIMIT 1',
  );
  return { apiKey, organizationId: row?.organization_id ?? '' };
}

/** A call as a program makes it. */
export function callApi(
  service: Service,
  who: { apiKey: string; organizationId: string },
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  return fetch(`${service.url}/api/v1/organizations/${who.organizationId}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${who.apiKey}`,
      'x-kloakd-organization': who.organizationId,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
