import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../shared/account.ts';
import type { Funnel as Answer, FunnelRow } from '../../shared/funnel.ts';
import type { ClaimCode } from '../../shared/organization.ts';
import { trustId } from '../../server/identifiers/ids.ts';
import { Funnel } from '../../server/playground/funnel.ts';
import { StorageUnavailable } from '../../server/storage/port.ts';
import { eventually } from '../support/eventually.ts';
import { fingerprint } from '../support/components.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const DOCS = 'https://docs.example.com';
const NONE = { seen: 0, started: 0, key: 0, first_result: 0, spent: 0, signed_up: 0 };

let service: TestService;
let accounts: StubAccounts;

beforeEach(async () => {
  accounts = new StubAccounts();
  service = await TestService.start({ ALLOWED_SITES: DOCS }, { accounts, webDir: WEB_DIR });
});
afterEach(() => service.stop());

async function member(role: Role, managesSites = true): Promise<Credentials> {
  const { organizationId } = await service.liveKey();
  const id = trustId<never>(organizationId);
  if (managesSites) await service.storage.setOverrides(id, { managesSites: true }, []);
  return { organizationId, apiKey: accounts.join(id, role).token };
}

const from = (site: string) => ({ 'x-kloakd-site': site });
const see = (headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${service.url}/embed/v1`, { method, headers });
const start = (site: string) =>
  fetch(`${service.url}/api/v1/playground/challenges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...from(site) },
    body: JSON.stringify({ fingerprint: fingerprint() }),
  });
async function askCode(who: Credentials, site: string): Promise<string> {
  const headers = {
    authorization: `Bearer ${who.apiKey}`,
    'x-kloakd-organization': who.organizationId,
    ...from(site),
  };
  const url = `${service.url}/api/v1/playground/claims`;
  return (await json<ClaimCode>(await fetch(url, { method: 'POST', headers }))).code;
}

/** What is on disk once everything counted is written. */
async function stored(): Promise<FunnelRow[]> {
  await service.close();
  return service.rows('SELECT * FROM funnel_daily ORDER BY day, site');
}

describe('the funnel', () => {
  it('counts every step of a visitor of a listed site, from the frame to the account', async () => {
    await see({ referer: `${DOCS}/` });
    await start(DOCS);
    const visitor = await service.visit(fingerprint(), from(DOCS));
    for (let n = 1; n <= 10; n += 1) {
      await service.discover(visitor, `https://shop.example.com/${n}`, from(DOCS));
    }
    const code = await askCode(visitor, DOCS);
    await service.call(await member('member'), 'POST', 'claim', { code });
    expect(await stored()).toEqual([
      {
        ...{ day: '2026-11-24', site: DOCS, seen: 1, started: 1, key: 1 },
        ...{ first_result: 1, spent: 1, signed_up: 1 },
      },
    ]);
  });

  it('counts a first and a last result once, however many end at once', async () => {
    const visitor = await service.visit(fingerprint(), from(DOCS));
    const urls = Array.from({ length: 10 }, (_, n) => `https://shop.example.com/${n}`);
    await Promise.all(urls.map((url) => service.discover(visitor, url, from(DOCS))));
    await service.discover(visitor, 'https://shop.example.com/0', from(DOCS));
    expect((await service.quota(visitor)).used).toBe(10);
    expect(await stored()).toMatchObject([{ first_result: 1, spent: 1 }]);
  });

  it('counts a first result that is charged while its stream runs, as the page of a site asks for it', async () => {
    const visitor = await service.visit(fingerprint(), from(DOCS));
    const body = { url: 'https://shop.example.com/' };
    const streamed = await service.call(
      visitor,
      'POST',
      'skanyr/discover/stream',
      body,
      from(DOCS),
    );
    expect(await streamed.text()).toContain('"type":"endpoint_found"');
    expect(await stored()).toMatchObject([{ site: DOCS, first_result: 1, spent: 0 }]);
  });

  it('counts no result that was given back, and none of a live key', async () => {
    const visitor = await service.visit(fingerprint(), from(DOCS));
    service.engine.script = async () => ({ kind: 'unreachable', stage: 'dns', detail: 'No.' });
    await service.discover(visitor, 'https://shop.example.com/', from(DOCS));
    const live = await service.liveKey();
    service.engine.script = async () => ({
      ...{ kind: 'completed', findings: [], truncated: false, requestsMade: 1 },
    });
    await service.discover(live, 'https://shop.example.com/', from(DOCS));
    expect(await stored()).toEqual([{ day: '2026-11-24', site: DOCS, ...NONE, key: 1 }]);
  });

  it('counts a page that the service’s own page shows as one without a site', async () => {
    await see({ referer: `${service.url}/?from=somewhere` });
    await start(service.url);
    expect(await stored()).toEqual([{ day: '2026-11-24', site: '', ...NONE, seen: 1, started: 1 }]);
  });

  it('counts whatever claims a site that is not listed as other, in one row', async () => {
    const lies = [
      'https://made-up.example.com/',
      'https://docs.example.com.evil.test/',
      'http://docs.example.com/',
      'https://docs.example.com:444/',
      'null',
      '',
      'x'.repeat(3000),
      `${DOCS} https://b.example`,
    ];
    for (let n = 0; n < 30; n += 1) lies.push(`https://${n}.example.com/`);
    for (const lie of lies) {
      await see({ referer: lie });
      await start(lie);
    }
    await see();
    const rows = await stored();
    expect(rows.map(({ site, seen }) => [site, seen])).toEqual([['other', lies.length + 1]]);
  });

  it('counts a page that is loaded ahead, only asked about, or refused as not seen', async () => {
    await see({ referer: DOCS, 'sec-purpose': 'prefetch;prerender' });
    await see({ referer: DOCS }, 'HEAD');
    await service.postKeys({}, from(DOCS));
    expect(await stored()).toEqual([]);
  });

  it('counts a sign-up by the visitor’s key, or by a code from nowhere, as other', async () => {
    const visitor = await service.visit(fingerprint(), from(DOCS));
    const claimant = await member('member');
    await service.call(claimant, 'POST', 'claim', { api_key: visitor.apiKey });
    await service.call(claimant, 'POST', 'claim', { code: 'A'.repeat(22) });
    const rows = await stored();
    expect(rows.map(({ site, signed_up }) => [site, signed_up])).toEqual([
      [DOCS, 0],
      ['other', 1],
    ]);
  });

  it('stores nothing that could be joined to a visitor', async () => {
    await see({ referer: DOCS, cookie: 'a=b', 'user-agent': 'A browser' });
    await service.visit(fingerprint(), from(DOCS));
    await stored();
    const columns = service.rows<{ name: string }>(
      `SELECT name FROM pragma_table_info('funnel_daily')`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['day', 'site', ...Object.keys(NONE)]);
    for (const { name } of service.rows<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('funnel_daily', 'site')`,
    )) {
      expect(JSON.stringify(service.rows(`SELECT * FROM "${name}"`)), name).not.toContain(DOCS);
    }
    expect(service.logLines.join('')).not.toContain('docs.example.com');
  });
});

describe('the funnel’s answer', () => {
  const read = (who: Credentials, query = '', file = 'funnel') =>
    service.call(who, 'GET', `sites/${file}${query}`);
  const add = (who: Credentials, origin: string) => service.call(who, 'POST', 'sites', { origin });
  const seenBy = async (who: Credentials) =>
    (await json<Answer>(await read(who))).rows.map(({ site, seen }) => [site, seen]);

  it('shows an organization its own sites and those of everyone, and no other organization’s', async () => {
    const [acme, globex] = [await member('admin'), await member('owner')];
    await add(acme, 'https://acme.example');
    await add(globex, 'https://globex.example');
    // A new site is known within the second.
    await eventually(async () => {
      await see({ referer: 'https://acme.example/' });
      await see({ referer: 'https://globex.example/' });
      const sites = service.rows<{ site: string }>('SELECT site FROM funnel_daily');
      return ['https://acme.example', 'https://globex.example'].every((origin) =>
        sites.some(({ site }) => site === origin),
      );
    });
    await see({ referer: DOCS });
    await see({ referer: service.url });
    await eventually(async () => (await seenBy(acme)).length === 4);
    expect((await seenBy(acme)).map(([site]) => site)).toEqual([
      '',
      'https://acme.example',
      DOCS,
      'other',
    ]);
    expect((await seenBy(globex)).map(([site]) => site)).not.toContain('https://acme.example');
  });

  it('has the same counts as CSV', async () => {
    const admin = await member('admin');
    await see({ referer: DOCS });
    await see({ referer: service.url });
    await eventually(async () => (await seenBy(admin)).length === 2);
    const csv = await read(admin, '', 'funnel.csv');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="funnel.csv"');
    expect(await csv.text()).toBe(
      [
        'day,site,seen,started,key,first_result,spent,signed_up',
        '2026-11-24,own pages,1,0,0,0,0,0',
        `2026-11-24,${DOCS},1,0,0,0,0,0`,
        '',
      ].join('\r\n'),
    );
  });

  it('sums the days that are asked for, by default the last thirty', async () => {
    const admin = await member('admin');
    const row = { site: DOCS, ...NONE };
    const rows = ['2026-10-25', '2026-10-26', '2026-11-24'].map((day) => ({ ...row, day, key: 2 }));
    await service.storage.addToFunnel({ rows, sitesPerDayMax: 9 });
    const lately = await json<Answer>(await read(admin));
    expect(lately).toMatchObject({ from: '2026-10-26', to: '2026-11-24', total: { key: 4 } });
    const one = await json<Answer>(await read(admin, '?from=2026-10-25&to=2026-10-25'));
    expect(one.total).toEqual({ ...NONE, key: 2 });
    expect((await read(admin, '?from=2026-02-30')).status).toBe(400);
  });

  it('is refused to whoever may not see the sites', async () => {
    const refused = [
      await member('member'),
      await member('owner', false),
      await service.liveKey(),
      await service.visit(),
    ];
    for (const who of refused) {
      for (const file of ['funnel', 'funnel.csv']) {
        expect((await read(who, '', file)).status).toBe(403);
      }
    }
  });
});

describe('a funnel whose database fails', () => {
  it('keeps its counts, lets no caller notice, and writes them once it works again', async () => {
    let isBroken = true;
    const written: FunnelRow[] = [];
    const logged: string[] = [];
    const funnel = new Funnel({
      storage: {
        addToFunnel: async ({ rows }) => {
          if (isBroken) throw new StorageUnavailable('The disk is full.');
          written.push(...rows);
        },
        siteOrigins: async () => [],
      },
      allowedSites: [DOCS],
      clock: new FakeClock(),
      log: { error: (_details, message) => logged.push(message) },
    });
    funnel.count('seen', DOCS);
    await funnel.flush();
    funnel.count('seen', DOCS);
    funnel.count('key', null);
    await funnel.flush();
    isBroken = false;
    await funnel.flush();
    expect(written).toEqual([
      { day: '2026-11-24', site: DOCS, ...NONE, seen: 2 },
      { day: '2026-11-24', site: 'other', ...NONE, key: 1 },
    ]);
    expect(logged).toHaveLength(2);
  });
});
