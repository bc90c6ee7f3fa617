import { test as base, chromium, type Browser, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { BROWSER_ARGS, findBrowser } from '../support/find-browser.ts';
import { freePort } from '../support/free-port.ts';
import { startSecureSites, type SecureSites } from '../support/secure-sites.ts';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

/** The service under a name of its own, and sites beside it that may frame it or not. */
interface World extends SecureSites {
  server: ServerProcess;
  /** Rows as they are on disk. */
  rows: <T>(sql: string) => T[];
}

export const SERVICE = 'https://play.example';
/** Allowed to frame the playground. */
export const DOCS = 'https://docs.example';
/** Not allowed. */
export const STRANGER = 'https://stranger.example';

export async function startWorld(environment: Record<string, string> = {}): Promise<World> {
  const dataDir = newDataDir();
  // The service announces its public address, so its port is chosen here.
  const port = await freePort();
  const server = await startServer(
    {
      PORT: port,
      DEMO_PORT: '0',
      PUBLIC_URL: SERVICE,
      ALLOWED_SITES: DOCS,
      TRUSTED_PROXIES: '127.0.0.1/32',
      ...environment,
    },
    dataDir,
  );
  const sites = await startSecureSites({ 'play.example': `http://127.0.0.1:${port}` });
  return {
    ...sites,
    server,
    rows: <T>(sql: string) => {
      const db = new Database(join(dataDir, 'playground.db'), { readonly: true });
      try {
        return db.prepare<[], T>(sql).all();
      } finally {
        db.close();
      }
    },
    close: async () => {
      await sites.close();
      await server.stop();
      removeDataDir(dataDir);
    },
  };
}

interface Fixtures {
  /** Serves a page of the docs site and opens it. */
  open: (html: string, options?: OpenOptions) => Promise<Page>;
  /** What the console and the page complained about. */
  complaints: string[];
}

interface OpenOptions {
  origin?: string;
  headers?: Record<string, string>;
  colorScheme?: 'light' | 'dark';
}

/** One service and one browser for a file of tests; each test has a window of its own. */
export const test = base.extend<Fixtures, { world: World; sitesBrowser: Browser }>({
  world: [
    async ({}, use) => {
      const world = await startWorld();
      await use(world);
      await world.close();
    },
    { scope: 'worker' },
  ],
  sitesBrowser: [
    async ({ world }, use) => {
      const browser = await chromium.launch({
        executablePath: findBrowser() ?? undefined,
        args: [...BROWSER_ARGS, ...world.browserArgs],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  complaints: async ({}, use) => use([]),
  open: async ({ world, sitesBrowser, complaints }, use, info) => {
    let opened = 0;
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (html, { origin = DOCS, headers = {}, colorScheme = 'light' } = {}) => {
      opened += 1;
      const path = `/${info.testId}-${opened}`;
      world.pages.set(`${new URL(origin).host}${path}`, { html: wholePage(html), headers });
      const context = await sitesBrowser.newContext({ colorScheme, ignoreHTTPSErrors: true });
      contexts.push(context);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(origin + path);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect } from '@playwright/test';

/** Some pages of these tests bring their own head. */
function wholePage(html: string): string {
  if (/^<!doctype/i.test(html)) return html;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Docs</title></head><body>${html}</body></html>`;
}

export const LOADER = `<script src="${SERVICE}/embed/v1.js" async></script>`;

/** The events of all playgrounds of a page, in `window.heard`, as JSON. */
export async function listen(page: Page): Promise<() => Promise<Heard[]>> {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    const types = [
      'ready',
      'resize',
      'state',
      'run:start',
      'run:progress',
      'run:done',
      'run:error',
    ];
    for (const type of [...types, 'quota', 'cta']) {
      document.addEventListener(`kloakd:${type}`, (event) => {
        const { id } = event.target as HTMLElement;
        heard.push({ type, id, detail: (event as CustomEvent<unknown>).detail });
      });
    }
  });
  return () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
}

export interface Heard {
  type: string;
  /** Of the element. */
  id: string;
  detail: Record<string, unknown>;
}
