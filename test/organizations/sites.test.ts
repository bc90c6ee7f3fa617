import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../shared/account.ts';
import type { Site } from '../../shared/organization.ts';
import { parseOrigin } from '../../server/client-address/origin.ts';
import { trustId } from '../../server/identifiers/ids.ts';
import { startServer } from '../support/server-process.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let service: TestService;
let accounts: StubAccounts;

beforeEach(async () => {
  accounts = new StubAccounts();
  service = await TestService.start(
    { ALLOWED_SITES: 'https://first.example.com' },
    { accounts, webDir: WEB_DIR },
  );
});
afterEach(() => service.stop());

/** A member of a new organization that decides about sites, or not. */
async function member(role: Role, managesSites = true): Promise<Credentials> {
  const { organizationId } = await service.liveKey();
  const id = trustId<never>(organizationId);
  if (managesSites) await service.storage.setOverrides(id, { managesSites: true }, []);
  return { organizationId, apiKey: accounts.join(id, role).token };
}

async function ancestors(url = service.url): Promise<string> {
  const policy = (await fetch(`${url}/embed/v1`)).headers.get('content-security-policy') ?? '';
  return /frame-ancestors ([^;]*)$/.exec(policy)?.[1] ?? '';
}
const add = (who: Credentials, origin: string) =>
  service.call(who, 'POST', 'sites', { origin, name: 'Docs' });

describe('a site that an organization adds', () => {
  it('may frame the playground from the next page on, until it is removed', async () => {
    const admin = await member('admin');
    expect(await ancestors()).toBe("'self' https://first.example.com");
    const site: Site = await json(await add(admin, 'https://docs.example.com/'));
    expect(site).toMatchObject({ origin: 'https://docs.example.com', created_by: 'Ada' });
    expect(await ancestors()).toBe("'self' https://first.example.com https://docs.example.com");
    const { sites } = await json<{ sites: Site[] }>(await service.call(admin, 'GET', 'sites'));
    expect(sites).toEqual([site]);
    expect((await service.call(admin, 'DELETE', `sites/${site.id}`)).status).toBe(204);
    expect(await ancestors()).toBe("'self' https://first.example.com");
    expect(service.rows('SELECT action, actor, target FROM audit_event ORDER BY sequence')).toEqual(
      [
        { action: 'site.added', actor: 'Ada', target: 'https://docs.example.com' },
        { action: 'site.removed', actor: 'Ada', target: 'https://docs.example.com' },
      ],
    );
  });

  it('is refused where the operator does not let the organization decide', async () => {
    const admin = await member('owner', false);
    expect((await add(admin, 'https://docs.example.com')).status).toBe(403);
    expect((await service.call(admin, 'GET', 'sites')).status).toBe(403);
    expect(await ancestors()).toBe("'self' https://first.example.com");
  });

  it('is refused from a member who is no admin', async () => {
    expect((await add(await member('member'), 'https://docs.example.com')).status).toBe(403);
  });

  it('is nobody else’s to see or remove', async () => {
    const site: Site = await json(await add(await member('admin'), 'https://docs.example.com'));
    const stranger = await member('owner');
    expect(await json(await service.call(stranger, 'GET', 'sites'))).toEqual({ sites: [] });
    expect((await service.call(stranger, 'DELETE', `sites/${site.id}`)).status).toBe(404);
    expect(await ancestors()).toContain('https://docs.example.com');
  });

  it('is listed once', async () => {
    const admin = await member('admin');
    await add(admin, 'https://docs.example.com');
    expect((await add(admin, 'https://DOCS.example.com:443/')).status).toBe(400);
    expect(service.rows('SELECT action FROM audit_event')).toHaveLength(1);
  });

  it('is refused past a hundred, because each makes a header longer', async () => {
    const admin = await member('admin');
    const statuses = [];
    for (let i = 0; i < 101; i += 1) {
      statuses.push((await add(admin, `https://docs-${i}.example.com`)).status);
    }
    expect(statuses.slice(-2)).toEqual([201, 400]);
  });

  it('goes with its organization', async () => {
    const owner = await member('owner');
    await add(owner, 'https://docs.example.com');
    await service.storage.deleteOrganization(trustId(owner.organizationId));
    expect(await ancestors()).toBe("'self' https://first.example.com");
  });
});

describe('what a site decides', () => {
  const settings = {
    cta: { label: 'Get a key', url: 'https://example.com/keys' },
    accent: '#ffff00',
    examples: [{ label: 'Ours', url: 'https://api.example.com/' }],
    languages: ['python'],
  };
  const change = (who: Credentials, id: string, body: object) =>
    service.call(who, 'PATCH', `sites/${id}`, body);
  const config = async (site: string) =>
    json(await fetch(`${service.url}/api/v1/playground/config?site=${site}`));
  const page = async (headers: Record<string, string>, query = '') =>
    (await fetch(`${service.url}/embed/v1${query}`, { headers })).text();

  it('holds for the pages of its origin, and where its ID is named', async () => {
    const admin = await member('admin');
    const site: Site = await json(await add(admin, 'https://docs.example.com'));
    const changed: Site = await json(await change(admin, site.id, settings));
    expect(changed.settings).toEqual(settings);
    expect(changed.accent_shown).toMatchObject({ adjusted: true });
    expect(await config(site.id)).toMatchObject({
      cta: settings.cta,
      examples: settings.examples,
      languages: ['python'],
    });
    for (const html of [
      await page({ referer: 'https://docs.example.com/' }),
      await page({}, `?site=${site.id}`),
    ]) {
      expect(html).toContain(`data-site="${site.id}"`);
      expect(html).toContain('/embed/accent.css?color=%23ffff00');
    }
    const stranger = await page({ referer: 'https://other.example.com/' });
    expect(stranger).not.toMatch(/data-site|accent\.css/);
  });

  it('stays as it is where a change leaves it out, and is recorded', async () => {
    const admin = await member('admin');
    const site: Site = await json(await add(admin, 'https://docs.example.com'));
    await change(admin, site.id, settings);
    const changed: Site = await json(await change(admin, site.id, { accent: null }));
    expect(changed.settings).toEqual({ ...settings, accent: null });
    expect(service.rows("SELECT actor FROM audit_event WHERE action = 'site.changed'")).toEqual([
      { actor: 'Ada' },
      { actor: 'Ada' },
    ]);
  });

  it.each([
    { accent: 'red' },
    { accent: '#12345' },
    { cta: { label: 'x', url: 'javascript:alert(1)' } },
    { cta: { label: '', url: 'https://example.com/' } },
    { examples: [{ label: 'x', url: 'ftp://example.com/' }] },
    { examples: Array.from({ length: 5 }, () => settings.examples[0]) },
    { languages: ['cobol'] },
    { origin: 'https://evil.example' },
  ])('is refused as %j, and changes nothing', async (body) => {
    const admin = await member('admin');
    const site: Site = await json(await add(admin, 'https://docs.example.com'));
    expect((await change(admin, site.id, body)).status).toBe(400);
    const { sites } = await json<{ sites: Site[] }>(await service.call(admin, 'GET', 'sites'));
    expect(sites).toEqual([site]);
  });

  it('is nobody else’s to change', async () => {
    const site: Site = await json(await add(await member('admin'), 'https://docs.example.com'));
    expect((await change(await member('owner'), site.id, settings)).status).toBe(404);
    expect(await config(site.id)).toMatchObject({ cta: null });
  });
});

describe('an origin', () => {
  it.each([
    'https://*.example.com',
    '*',
    "https://a.example.com;script-src'unsafe-inline'",
    'https://a.example.com,https://b.example.com',
    'https://a.example.com https://b.example.com',
    'https://a.example.com/docs',
    'https://a.example.com?x',
    'https://user:secret@a.example.com',
    'https://:secret@a.example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    "'unsafe-inline'",
    'https:',
    '',
  ])('is not %j', (text) => {
    expect(parseOrigin(text)).toBeUndefined();
  });

  it.each([
    ['https://Docs.Example.com/', 'https://docs.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('may be written %j', (text, origin) => {
    expect(parseOrigin(text)).toBe(origin);
  });
});

describe('the operator’s command for sites', () => {
  const run = async (dataDir: string, ...args: string[]) => {
    const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['server/main.ts', 'site', ...args],
      { cwd: ROOT, env },
    );
    return stdout;
  };

  it('changes who may frame the playground of a running server at once', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sites-test-'));
    const server = await startServer({ DEMO_SITE: 'off' }, dataDir);
    try {
      await run(dataDir, 'add', 'https://docs.example.com', '--name', 'Docs');
      expect(await ancestors(server.url)).toBe("'self' https://docs.example.com");
      expect(await run(dataDir, 'list')).toMatch(/^https:\/\/docs\.example\.com {2}"Docs"/);
      const set = (...options: string[]) =>
        run(dataDir, 'set', 'https://docs.example.com', ...options);
      expect(await set('--accent', '#ffff00')).toMatch(/shown as #\w{6} in the light theme/);
      await set(
        '--cta-label',
        'Keys',
        '--cta-url',
        'https://example.com/',
        '--languages',
        'go,curl',
      );
      await set('--example', 'Ours=https://api.example.com/?a=b', '--reset', 'accent');
      expect(await run(dataDir, 'list')).toContain(
        JSON.stringify({
          cta: { label: 'Keys', url: 'https://example.com/' },
          accent: null,
          examples: [{ label: 'Ours', url: 'https://api.example.com/?a=b' }],
          languages: ['go', 'curl'],
        }),
      );
      await expect(set('--accent', 'red')).rejects.toThrow(/accent/);
      await expect(set('--cta-label', 'Keys')).rejects.toThrow(/together/);
      await expect(set('--reset', 'name')).rejects.toThrow(/--reset takes/);
      await run(dataDir, 'remove', 'https://docs.example.com');
      expect(await ancestors(server.url)).toBe("'self'");
      await expect(run(dataDir, 'add', 'https://*.example.com')).rejects.toThrow(/not an origin/);
      await expect(run(dataDir, 'remove', 'https://x.example.com')).rejects.toThrow(/not listed/);
    } finally {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
