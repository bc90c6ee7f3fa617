import type { Page } from '@playwright/test';
import { runCommand } from '../support/server-process.ts';
import {
  DOCS,
  expect,
  listen,
  LOADER,
  SERVICE,
  STRANGER,
  test,
  type Heard,
} from './embed-fixtures.ts';

const ELEMENT = '<kloakd-playground id="one"><a href="/fallback">Fallback</a></kloakd-playground>';
const FIELD = 'Find the APIs behind a site';
const field = (page: Page, nth = 0) =>
  page.frameLocator('iframe').nth(nth).getByRole('textbox', { name: FIELD });
const frameTheme = (page: Page) =>
  page.frameLocator('iframe').locator('html').getAttribute('data-theme');

test.describe('the element', () => {
  test('shows the widget in a frame with the documented attributes, and hides its fallback', async ({
    open,
  }) => {
    const page = await open(
      `${LOADER}<kloakd-playground label="Try it"><b>Fallback</b></kloakd-playground>`,
    );
    await expect(field(page)).toBeVisible();
    const frame = page.locator('iframe');
    await expect(frame).toHaveAttribute('title', 'Try it');
    await expect(frame).toHaveAttribute('loading', 'lazy');
    await expect(frame).toHaveAttribute('referrerpolicy', 'strict-origin');
    await expect(frame).toHaveAttribute('allow', 'clipboard-write');
    await expect(frame).toHaveAttribute(
      'sandbox',
      'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox',
    );
    await expect(page.getByText('Fallback')).toBeHidden();
  });

  test('works under a strict policy of the page, without an error in the console', async ({
    open,
    complaints,
  }) => {
    const headers = {
      'content-security-policy': `default-src 'none'; script-src ${SERVICE}; frame-src ${SERVICE}; require-trusted-types-for 'script'`,
    };
    const page = await open(`${LOADER}${ELEMENT}<p>Below</p>`, { headers });
    await expect(field(page)).toBeVisible();
    // The style of the frame is set although the page forbids inline styles.
    expect((await page.locator('iframe').boundingBox())?.height).toBeGreaterThanOrEqual(720);
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  });

  test('gets the height that the widget has, and no more than the largest', async ({ open }) => {
    const page = await open(`${LOADER}${ELEMENT}`);
    const heard = await listen(page);
    await expect(field(page)).toBeVisible();
    await expect.poll(async () => (await heard()).at(-1)?.type).toBeDefined();
    const inside = await page.frameLocator('iframe').locator('#widget').boundingBox();
    const outside = await page.locator('iframe').boundingBox();
    expect(outside?.height).toBeGreaterThanOrEqual(Math.floor(inside?.height ?? Infinity));
    await page.locator('iframe').evaluate((frame) => (frame.style.height = '99999px'));
    expect((await page.locator('iframe').boundingBox())?.height).toBe(2400);
  });

  test('is torn down when it is removed, and comes back when it is put in again', async ({
    open,
  }) => {
    const page = await open(`${LOADER}${ELEMENT}<div id="elsewhere"></div>`);
    await expect(field(page)).toBeVisible();
    await page.evaluate(() => {
      const element = document.querySelector('#one');
      Object.assign(window, { element });
      element?.remove();
    });
    await expect(page.locator('iframe')).toHaveCount(0);
    // From here on: the frame that was removed may have been ready before or not.
    const heard = await listen(page);
    await page.evaluate(() => {
      const { element } = window as unknown as { element: HTMLElement };
      document.querySelector('#elsewhere')?.append(element);
      // Connected and disconnected several times in one task, as by a router.
      element.remove();
      document.body.append(element);
      document.querySelector('#elsewhere')?.append(element);
    });
    await expect(page.locator('iframe')).toHaveCount(1);
    await expect(field(page)).toBeVisible();
    await expect
      .poll(async () => (await heard()).filter(({ type }) => type === 'ready').length)
      .toBe(1);
    const innerText = await page.evaluate(() => document.querySelector('#one')?.innerHTML);
    expect(innerText).toBe('<a href="/fallback">Fallback</a>');
  });

  test('takes over a changed attribute without loading the frame again', async ({ open }) => {
    const page = await open(`${LOADER}${ELEMENT}`);
    const heard = await listen(page);
    await expect(field(page)).toBeVisible();
    await page.evaluate(() => {
      const element = document.querySelector('#one');
      element?.setAttribute('url', 'https://shop.example/');
      element?.setAttribute('theme', 'dark');
      element?.setAttribute('height', '900');
      element?.setAttribute('label', 'Other');
    });
    await expect(field(page)).toHaveValue('https://shop.example/');
    expect(await frameTheme(page)).toBe('dark');
    await expect(page.locator('iframe')).toHaveAttribute('title', 'Other');
    expect((await page.locator('iframe').boundingBox())?.height).toBeGreaterThanOrEqual(900);
    expect((await heard()).filter(({ type }) => type === 'ready').length).toBeLessThan(2);
    // What the visitor typed since is not replaced by the next change.
    await field(page).fill('mine.example');
    await page.evaluate(() => document.querySelector('#one')?.setAttribute('theme', 'light'));
    await expect.poll(() => frameTheme(page)).toBe('light');
    await expect(field(page)).toHaveValue('mine.example');
  });

  test('shows the field alone in the small view, until something is run', async ({
    open,
    world,
  }) => {
    const page = await open(`${LOADER}<kloakd-playground view="compact"></kloakd-playground>`);
    const frame = page.frameLocator('iframe');
    await expect(field(page)).toBeVisible();
    await expect(frame.getByRole('table')).toBeHidden();
    await expect(frame.getByText('This is what a result looks like.')).toBeHidden();
    await field(page).fill(`${world.server.demoUrl}/`);
    await field(page).press('Enter');
    await expect(frame.getByRole('table')).toBeVisible({ timeout: 60_000 });
  });

  test('may stand several times on a page, each for itself', async ({ open }) => {
    const page = await open(
      `${LOADER}${ELEMENT}<kloakd-playground id="two" loading="eager"></kloakd-playground>`,
    );
    const heard = await listen(page);
    await expect(field(page, 1)).toBeVisible();
    await field(page, 1).fill('http://10.0.0.1/');
    await field(page, 1).press('Enter');
    await expect.poll(() => typesOf(heard, 'two')).toContain('run:error');
    expect(await typesOf(heard, 'one')).not.toContain('run:start');
    await expect(field(page, 0)).toHaveValue('');
  });

  test('is made of any marked div too', async ({ open }) => {
    const page = await open(
      `${LOADER}<div data-kloakd-playground data-theme="dark" data-url="https://shop.example/"><b>Text</b></div>`,
    );
    await expect(field(page)).toHaveValue('https://shop.example/');
    expect(await frameTheme(page)).toBe('dark');
    await expect(page.getByText('Text')).toBeHidden();
  });
});

async function typesOf(heard: () => Promise<Heard[]>, id: string): Promise<string[]> {
  return (await heard()).filter((event) => event.id === id).map(({ type }) => type);
}

test.describe('the theme', () => {
  const cases = [
    {
      what: 'data-theme on html',
      dark: `document.documentElement.dataset.theme = 'dark'`,
      light: `document.documentElement.dataset.theme = 'light'`,
    },
    {
      what: 'data-color-mode on html',
      dark: `document.documentElement.dataset.colorMode = 'dark'`,
      light: `document.documentElement.dataset.colorMode = 'light'`,
    },
    {
      what: 'data-md-color-scheme on body',
      dark: `document.body.dataset.mdColorScheme = 'slate'`,
      light: `document.body.dataset.mdColorScheme = 'default'`,
    },
    {
      what: 'a class on html that comes and goes',
      dark: `document.documentElement.classList.add('dark')`,
      light: `document.documentElement.classList.remove('dark')`,
    },
    {
      what: 'a class on body',
      dark: `document.body.className = 'page theme-dark'`,
      light: `document.body.className = 'page theme-light'`,
    },
  ];
  for (const { what, dark, light } of cases) {
    test(`follows ${what}, also for a visitor who prefers the other`, async ({ open }) => {
      const page = await open(`${LOADER}${ELEMENT}`, { colorScheme: 'dark' });
      await page.evaluate(light);
      await expect(field(page)).toBeVisible();
      await expect.poll(() => frameTheme(page)).toBe('light');
      await page.evaluate(dark);
      await expect.poll(() => frameTheme(page)).toBe('dark');
      await page.evaluate(light);
      await expect.poll(() => frameTheme(page)).toBe('light');
    });
  }

  test('is in the frame’s first address, so that no other one flashes', async ({ open }) => {
    const page = await open(
      `<!doctype html><html lang="de" data-theme="dark"><title>Docs</title><body>${LOADER}${ELEMENT}</body></html>`,
    );
    const src = await page.locator('iframe').getAttribute('src');
    expect(new URL(src ?? '').searchParams.get('theme')).toBe('dark');
    expect(new URL(src ?? '').searchParams.get('lang')).toBe('de');
  });

  test('is the visitor’s preference where the page supports both', async ({ open }) => {
    const page = await open(
      `<meta name="color-scheme" content="light dark"><style>:root{color-scheme:light dark}</style>${LOADER}${ELEMENT}`,
      { colorScheme: 'dark' },
    );
    await expect.poll(() => frameTheme(page)).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => frameTheme(page)).toBe('light');
  });

  test('is light on a page that says nothing', async ({ open }) => {
    const page = await open(`${LOADER}${ELEMENT}`, { colorScheme: 'dark' });
    await expect.poll(() => frameTheme(page)).toBe('light');
  });
});

test.describe('Kloakd.render', () => {
  const EXPLICIT = `<script src="${SERVICE}/embed/v1.js?render=explicit"></script>`;

  test('shows the playground where the page says so, runs, resets and ends it', async ({
    open,
    world,
  }) => {
    const page = await open(`${EXPLICIT}<div id="one">Here</div>${ELEMENT.replace('one', 'two')}`);
    const heard = await listen(page);
    await expect(page.locator('iframe')).toHaveCount(0);
    await page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('#one');
      if (host) Object.assign(window, { handle: Kloakd?.render(host, { theme: 'dark' }) });
    });
    type Handle = ReturnType<NonNullable<typeof Kloakd>['render']>;
    // Before the frame is there: it arrives as soon as the widget hears.
    await page.evaluate(
      (url) => (window as unknown as { handle: Handle }).handle.run(url),
      `${world.server.demoUrl}/`,
    );
    await expect.poll(() => typesOf(heard, 'one'), { timeout: 60_000 }).toContain('run:done');
    const events = await heard();
    const types = events.map(({ type }) => type);
    for (const type of ['ready', 'resize', 'state', 'run:start', 'run:progress', 'quota']) {
      expect(types).toContain(type);
    }
    const done = events.find(({ type }) => type === 'run:done');
    expect(done?.detail).toMatchObject({ charged: true });
    expect(Number(done?.detail['endpoints'])).toBeGreaterThan(3);
    // No key, and nothing that the visitor typed.
    expect(JSON.stringify(events)).not.toMatch(/sk-test|http/);
    await page.evaluate(() => (window as unknown as { handle: Handle }).handle.reset());
    await expect(
      page.frameLocator('iframe').getByText('This is what a result looks like.'),
    ).toBeVisible();
    await expect(field(page)).toHaveValue('');
    await page.evaluate(() => (window as unknown as { handle: Handle }).handle.destroy());
    await expect(page.locator('iframe')).toHaveCount(0);
    await expect(page.getByText('Here')).toBeVisible();
  });

  test('gives the same playground for an element that shows one', async ({ open }) => {
    const page = await open(`${EXPLICIT}<div id="one"></div>`);
    const isSame = await page.evaluate(() => {
      const host = document.querySelector<HTMLElement>('#one');
      return host !== null && Kloakd?.render(host) === Kloakd?.render(host, { theme: 'dark' });
    });
    expect(isSame).toBe(true);
    await expect(page.locator('iframe')).toHaveCount(1);
    await expect.poll(() => frameTheme(page)).toBe('dark');
  });

  test('names what is wrong where it is given no element', async ({ open }) => {
    const page = await open(EXPLICIT);
    const message = await page.evaluate(() => {
      try {
        Kloakd?.render(null as never);
        return '';
      } catch (error) {
        return String(error);
      }
    });
    expect(message).toBe('TypeError: Kloakd.render: no element');
  });
});

test.describe('a frame that is refused', () => {
  test('gives way to the fallback and the reason after 8 seconds in view', async ({
    open,
    sitesBrowser,
    world,
  }) => {
    world.pages.set('stranger.example/', {
      html: `<!doctype html>${LOADER}<div style="height:3000px"></div>${ELEMENT}`,
    });
    const context = await sitesBrowser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${STRANGER}/`);
    await page.waitForFunction(() => 'Kloakd' in window);
    // Out of view nothing is said: the frame has not even been loaded.
    await page.clock.runFor(20_000);
    await expect(page.getByText('Fallback')).toBeHidden();
    await page.locator('iframe').scrollIntoViewIfNeeded();
    // An observer that is asked later is told later: by then the element knows that it is in view.
    await page.locator('iframe').evaluate(
      (frame) =>
        new Promise<void>((told) => {
          const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && told());
          observer.observe(frame);
        }),
    );
    await page.clock.runFor(7_000);
    await expect(page.getByText('Fallback')).toBeHidden();
    await page.clock.runFor(2_000);
    await expect(page.getByText('Fallback')).toBeVisible();
    await expect(
      page.getByText(`The playground did not load: it may not allow ${STRANGER}.`),
    ).toBeVisible();
    await expect(page.locator('iframe')).toBeHidden();
    await context.close();
    expect(open).toBeDefined();
  });

  test('is not even asked for on a page of the service’s own origin that is not the service’s', async ({
    sitesBrowser,
  }) => {
    const context = await sitesBrowser.newContext({ ignoreHTTPSErrors: true, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${SERVICE}/privacy`);
    await page.evaluate((src) => {
      document.body.append(document.createElement('kloakd-playground'));
      const script = document.createElement('script');
      script.src = src;
      document.head.append(script);
    }, `${SERVICE}/embed/v1.js`);
    await expect(
      page.getByText('The playground did not load: it needs another origin.'),
    ).toBeVisible();
    expect(page.frames()).toHaveLength(2);
    expect(page.frames()[1]?.url()).toBe('about:blank');
    await context.close();
  });
});

test.describe('a message', () => {
  test('that does not come from the frame is ignored by the element', async ({ open }) => {
    const page = await open(`${LOADER}${ELEMENT}<iframe id="evil" srcdoc="<p>evil</p>"></iframe>`);
    await expect(
      page.frameLocator('kloakd-playground iframe').getByRole('textbox', { name: FIELD }),
    ).toBeVisible();
    const heard = await listen(page);
    const forged = async () =>
      (await heard()).filter(({ type, detail }) => type === 'resize' && detail['height'] === 1999);
    await page.evaluate(() => {
      const frame = document.querySelector('#one')?.shadowRoot?.querySelector('iframe');
      const channel = new URL(frame?.src ?? '').searchParams.get('channel');
      const message = { source: 'kloakd', v: 1, channel, type: 'resize', detail: { height: 1999 } };
      // The element listens for longer, so it has heard a message before this does.
      const arrived = new Promise<void>((heard) => {
        addEventListener('message', ({ isTrusted }) => isTrusted && heard());
      });
      window.postMessage(message, '*');
      window.dispatchEvent(
        new MessageEvent('message', {
          data: message,
          origin: 'https://play.example',
          source: window,
        }),
      );
      window.dispatchEvent(
        new MessageEvent('message', {
          data: message,
          origin: 'https://evil.example',
          source: frame?.contentWindow ?? null,
        }),
      );
      const other = { ...message, channel: 'another' };
      window.dispatchEvent(
        new MessageEvent('message', {
          data: other,
          origin: 'https://play.example',
          source: frame?.contentWindow ?? null,
        }),
      );
      const unknown = { ...message, type: 'key', detail: {} };
      document.addEventListener('kloakd:key', () => Object.assign(window, { wasDispatched: true }));
      window.dispatchEvent(
        new MessageEvent('message', {
          data: unknown,
          origin: 'https://play.example',
          source: frame?.contentWindow ?? null,
        }),
      );
      return arrived;
    });
    expect(await forged()).toEqual([]);
    expect(await page.evaluate(() => 'wasDispatched' in window)).toBe(false);
    // The same message from the frame's own window and origin is taken: the test above would see it.
    await page.evaluate(() => {
      const frame = document.querySelector('#one')?.shadowRoot?.querySelector('iframe');
      const channel = new URL(frame?.src ?? '').searchParams.get('channel');
      const message = { source: 'kloakd', v: 1, channel, type: 'resize', detail: { height: 1999 } };
      window.dispatchEvent(
        new MessageEvent('message', {
          data: message,
          origin: 'https://play.example',
          source: frame?.contentWindow ?? null,
        }),
      );
    });
    await expect.poll(forged).toHaveLength(1);
  });

  test('that does not come from the framing page, or is for another channel, is ignored by the widget', async ({
    open,
  }) => {
    const page = await open(`${LOADER}${ELEMENT}<iframe id="evil" srcdoc="<p>evil</p>"></iframe>`);
    await expect(
      page.frameLocator('kloakd-playground iframe').getByRole('textbox', { name: FIELD }),
    ).toBeVisible();
    const post = (from: 'page' | 'evil', ownChannel: boolean) =>
      page.evaluate(
        ([from, ownChannel]) => {
          const frame = document.querySelector('#one')?.shadowRoot?.querySelector('iframe');
          const channel = ownChannel ? new URL(frame?.src ?? '').searchParams.get('channel') : 'x';
          const detail = {
            theme: 'dark',
            lang: 'en',
            url: `https://${from}-${ownChannel}.example/`,
          };
          const message = JSON.stringify({
            source: 'kloakd',
            v: 1,
            channel,
            type: 'config',
            detail,
          });
          const send = `parent.document.querySelector('#one').shadowRoot.querySelector('iframe').contentWindow.postMessage(${message}, 'https://play.example')`;
          if (from === 'page')
            frame?.contentWindow?.postMessage(JSON.parse(message), 'https://play.example');
          else {
            const evil = document.querySelector<HTMLIFrameElement>('#evil');
            const script = evil?.contentDocument?.createElement('script');
            if (!script) return;
            script.textContent = send;
            evil?.contentDocument?.body.append(script);
          }
        },
        [from, ownChannel] as const,
      );
    const html = page.frameLocator('kloakd-playground iframe').locator('html');
    await html.evaluate(() => {
      const drawn: string[] = [];
      Object.assign(window, { drawn });
      // The widget listens for longer. What it takes over is drawn within two frames.
      addEventListener('message', () =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => drawn.push(document.querySelector('input')?.value ?? '')),
        ),
      );
    });
    const drawn = () => html.evaluate(() => (window as unknown as { drawn: string[] }).drawn);
    await post('evil', true);
    await post('page', false);
    await expect.poll(drawn).toEqual(['', '']);
    const box = page.frameLocator('kloakd-playground iframe').getByRole('textbox', { name: FIELD });
    await expect(box).toHaveValue('');
    await post('page', true);
    await expect(box).toHaveValue('https://page-true.example/');
  });
});

test('a plain iframe works without the script', async ({ open }) => {
  const page = await open(
    `<iframe src="${SERVICE}/embed/v1?theme=dark&amp;url=https%3A%2F%2Fapi.example.com" width="100%" height="700" referrerpolicy="strict-origin"></iframe>`,
  );
  await expect(field(page)).toHaveValue('https://api.example.com');
  expect(await frameTheme(page)).toBe('dark');
  expect(DOCS).not.toBe(SERVICE);
});

test('a site’s own examples, languages, colour and link are shown on its pages, and the link is told of', async ({
  open,
  world,
}) => {
  const environment = { DATA_DIR: world.server.dataDir, LOG_LEVEL: 'silent' };
  const origin = 'https://own.example';
  const set = ['--example', 'Ours=https://api.own.example/', '--languages', 'python,go'];
  const link = ['--cta-label', 'Get a key of ours', '--cta-url', 'https://own.example/keys'];
  const added = await runCommand(
    ['site', 'add', origin, '--accent', '#7a1fa2', ...set, ...link],
    environment,
  );
  expect(added.stderr).toBe('');
  const page = await open(`${LOADER}${ELEMENT}`, { origin });
  const heard = await listen(page);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('button', { name: 'Ours' })).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Petstore' })).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Run' })).toHaveCSS(
    'background-color',
    'rgb(122, 31, 162)',
  );
  await frame.getByRole('tab', { name: 'Code' }).click();
  const languages = frame.getByRole('tablist').nth(1).getByRole('tab');
  await expect(languages).toHaveText(['Python', 'Go']);
  // A visitor whose ten discoveries are used.
  await page.route('**/playground/challenges', (route) =>
    route.fulfill({ json: { challenge: null } }),
  );
  await page.route('**/playground/keys', (route) =>
    route.fulfill({
      status: 201,
      json: {
        api_key: `sk-test-${'A'.repeat(36)}`,
        organization_id: '00000000-0000-4000-8000-000000000000',
        quota: { limit: 10, used: 10, reserved: 0, remaining: 0 },
        visitor: 'returning',
        recognized_by: 'device',
        upgrade_url: '/upgrade',
      },
    }),
  );
  await field(page).fill('shop.example');
  await field(page).press('Enter');
  const cta = frame.getByRole('link', { name: 'Get a key of ours' });
  await expect(cta).toHaveAttribute('href', 'https://own.example/keys');
  await cta.click();
  await expect.poll(() => typesOf(heard, 'one')).toContain('cta');
});
