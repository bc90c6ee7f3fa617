import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscoverResponse } from '../../shared/discovery.ts';
import type { ClaimCode, ClaimResult, DiscoverySummaryList } from '../../shared/organization.ts';
import { trustId } from '../../server/identifiers/ids.ts';
import { heldScript } from '../support/scripted-engine.ts';
import { eventually } from '../support/eventually.ts';
import { json, TestService, type Credentials } from '../support/service.ts';
import { StubAccounts } from '../support/stub-accounts.ts';

let service: TestService;
let accounts: StubAccounts;
let visitor: Credentials;
let member: Credentials;

beforeEach(async () => {
  accounts = new StubAccounts();
  service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' }, { accounts });
  visitor = await service.visit();
  member = await newMember();
});
afterEach(() => service.stop());

/** Somebody who just signed up: an organization of their own. */
async function newMember(): Promise<Credentials> {
  const { organizationId } = await service.liveKey();
  return { organizationId, apiKey: accounts.join(trustId(organizationId), 'member').token };
}

const askCode = (who: Credentials) =>
  fetch(`${service.url}/api/v1/playground/claims`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${who.apiKey}`,
      'x-kloakd-organization': who.organizationId,
    },
  });
const codeOf = async (who: Credentials) => (await json<ClaimCode>(await askCode(who))).code;
const redeem = (who: Credentials, code: string) => service.call(who, 'POST', 'claim', { code });
const list = async (who: Credentials, query = '') =>
  json<DiscoverySummaryList>(await service.call(who, 'GET', `discoveries${query}`));
const urlsOf = async (who: Credentials, query = '') =>
  (await list(who, query)).discoveries.map(({ url }) => url);

describe('a visitor’s discoveries', () => {
  it('belong to the new organization with their artifacts, by a code whose link no server sees', async () => {
    await service.discover(visitor, 'https://shop.example.com/');
    const response = await askCode(visitor);
    expect(response.status).toBe(201);
    const { code, claim_url, expires_at } = await json<ClaimCode>(response);
    expect(claim_url).toBe(`${service.url}/dashboard/claim#${code}`);
    expect(Date.parse(expires_at) - service.clock.now()).toBe(600_000);

    expect(await json<ClaimResult>(await redeem(member, code))).toEqual({ discoveries: 1 });
    const [claimed] = (await list(member)).discoveries;
    expect(claimed).toMatchObject({
      url: 'https://shop.example.com/',
      status: 'completed',
      total_endpoints: 3,
      claimed: true,
    });
    const job = await service.call(member, 'GET', `skanyr/discover/${claimed?.discovery_id}`);
    expect(await json(job)).toMatchObject({ total: 3, artifact_id: claimed?.artifact_id });
    const map = await service.call(member, 'GET', `skanyr/api-map/${claimed?.artifact_id}`);
    expect(map.status).toBe(200);
    const events = await (
      await service.call(member, 'GET', `skanyr/discover/${claimed?.discovery_id}/events`)
    ).text();
    expect(events).toContain(claimed?.discovery_id);
    expect(service.rows('SELECT action, actor, target FROM audit_event')).toEqual([
      { action: 'discoveries.claimed', actor: 'Ada', target: '1 discovery' },
    ]);
  });

  it('stay readable and pageable for the visitor’s open page, and their ledger stays spent', async () => {
    const first: DiscoverResponse = await json(
      await service.discover(visitor, 'https://shop.example.com/'),
    );
    await redeem(member, await codeOf(visitor));
    const path = `skanyr/discover/${first.discovery_id}`;
    expect((await service.call(visitor, 'GET', path)).status).toBe(200);
    const again = await service.discover(visitor, 'https://shop.example.com/');
    expect(await json(again)).toMatchObject({ discovery_id: first.discovery_id, charged: false });
    expect(await service.quota(visitor)).toMatchObject({ used: 1, reserved: 0, remaining: 9 });
    expect((await service.call(member, 'GET', path)).status).toBe(404);
  });

  it('are copied once, however often the same organization claims, and the later ones with the next code', async () => {
    await service.discover(visitor, 'https://one.example.com/');
    const codes = [await codeOf(visitor), await codeOf(visitor)];
    await service.discover(visitor, 'https://two.example.com/');
    const counts = [];
    for (const code of codes) counts.push(await json(await redeem(member, code)));
    await service.discover(visitor, 'https://three.example.com/');
    counts.push(await json(await redeem(member, await codeOf(visitor))));
    expect(counts).toEqual([{ discoveries: 2 }, { discoveries: 0 }, { discoveries: 1 }]);
    expect((await list(member)).total).toBe(3);
  });

  it('are not copied while they run, nor where they failed', async () => {
    const held = heldScript();
    service.engine.script = held.script;
    const running = service.discover(visitor, 'https://one.example.com/');
    await eventually(() => service.engine.runs.length === 1);
    expect(await json(await redeem(member, await codeOf(visitor)))).toEqual({ discoveries: 0 });
    held.release();
    await running;
  });

  it('can be claimed by the playground key that a member holds', async () => {
    await service.discover(visitor, 'https://shop.example.com/');
    const response = await service.call(member, 'POST', 'claim', { api_key: visitor.apiKey });
    expect(await json(response)).toEqual({ discoveries: 1 });
  });
});

describe('a claim code', () => {
  const refused = async (who: Credentials, code: string) => {
    const response = await redeem(who, code);
    return [response.status, (await json(response)).code];
  };

  it('works for one of two who redeem it at once, and never again', async () => {
    await service.discover(visitor, 'https://shop.example.com/');
    const other = await newMember();
    const code = await codeOf(visitor);
    const answers = await Promise.all([redeem(member, code), redeem(other, code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    expect(await refused(member, code)).toEqual([404, 'claim_code_invalid']);
    expect(await refused(other, code)).toEqual([404, 'claim_code_invalid']);
    expect((await list(member)).total + (await list(other)).total).toBe(1);
  });

  it('does nothing on another network, and still works on the visitor’s', async () => {
    await service.discover(visitor, 'https://shop.example.com/');
    const code = await codeOf(visitor);
    const thief = await newMember();
    const stolen = await service.call(
      thief,
      'POST',
      'claim',
      { code },
      { 'x-forwarded-for': '203.0.113.9' },
    );
    expect([stolen.status, (await json(stolen)).code]).toEqual([404, 'claim_code_invalid']);
    expect((await list(thief)).total).toBe(0);
    expect(await json(await redeem(member, code))).toEqual({ discoveries: 1 });
  });

  it('does nothing after ten minutes', async () => {
    await service.discover(visitor, 'https://shop.example.com/');
    const code = await codeOf(visitor);
    service.clock.advance(600_000);
    expect(await refused(member, code)).toEqual([404, 'claim_code_invalid']);
    expect((await list(member)).total).toBe(0);
  });

  it('does nothing for discoveries that another organization has taken over', async () => {
    await service.discover(visitor, 'https://shop.example.com/');
    const [first, second] = [await codeOf(visitor), await codeOf(visitor)];
    await redeem(member, first);
    const other = await newMember();
    expect(await refused(other, second)).toEqual([404, 'claim_code_invalid']);
    expect((await list(other)).total).toBe(0);
  });

  it('is stored only as a hash, and at most three of a visitor work', async () => {
    const codes = [];
    for (let i = 0; i < 4; i += 1) {
      codes.push(await codeOf(visitor));
      service.clock.advance(1);
    }
    const rows = service.rows<{ hash: string }>('SELECT * FROM claim_code');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain(codes[3]);
    expect(await refused(member, codes[0] ?? '')).toEqual([404, 'claim_code_invalid']);
    expect((await redeem(member, codes[3] ?? '')).status).toBe(200);
  });

  it('cannot be guessed: after twenty attempts a person waits', async () => {
    for (let i = 0; i < 20; i += 1) {
      expect(await refused(member, `${i}`.padStart(22, 'a'))).toEqual([404, 'claim_code_invalid']);
    }
    expect(await refused(member, await codeOf(visitor))).toEqual([429, 'rate_limited']);
  });

  it('is for members, not for keys; and only a visitor’s key gets one', async () => {
    const live = await service.liveKey();
    expect((await redeem(live, await codeOf(visitor))).status).toBe(403);
    expect((await redeem(visitor, await codeOf(visitor))).status).toBe(403);
    expect((await askCode(live)).status).toBe(400);
  });

  it.each([{ code: 'a'.repeat(22), api_key: 'sk-test-x' }, {}])(
    'is asked for alone: %o is refused',
    async (body) => {
      expect((await service.call(member, 'POST', 'claim', body)).status).toBe(400);
    },
  );

  it('is not needed by somebody who only has a revoked key, which claims nothing', async () => {
    await service.discover(visitor, 'https://shop.example.com/');
    await fetch(`${service.url}/api/v1/playground/keys/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.apiKey}` },
    });
    const response = await service.call(member, 'POST', 'claim', { api_key: visitor.apiKey });
    expect(response.status).toBe(404);
  });
});

describe('the list of discoveries', () => {
  it('is newest first, in pages, with running ones, and names the total', async () => {
    const key = await service.liveKey();
    const reader = {
      organizationId: key.organizationId,
      apiKey: accounts.join(trustId(key.organizationId), 'member').token,
    };
    for (const name of ['one', 'two']) {
      await service.discover(key, `https://${name}.example.com/`);
      service.clock.advance(1_000);
    }
    const held = heldScript();
    service.engine.script = held.script;
    const running = service.discover(key, 'https://three.example.com/');
    await eventually(() => service.engine.runs.length === 3);
    const page = await list(reader, '?limit=2');
    expect(page).toMatchObject({ total: 3, has_more: true });
    expect(page.discoveries.map(({ url, status }) => [url, status])).toEqual([
      ['https://three.example.com/', 'running'],
      ['https://two.example.com/', 'completed'],
    ]);
    expect(await urlsOf(reader, '?limit=2&offset=2')).toEqual(['https://one.example.com/']);
    held.release();
    await running;
  });

  it('finds a part of the URL as it is written, percent signs and underscores too', async () => {
    const key = await service.liveKey();
    const reader = {
      organizationId: key.organizationId,
      apiKey: accounts.join(trustId(key.organizationId), 'member').token,
    };
    const urls = [
      'https://a.example.com/x_y',
      'https://a.example.com/xay',
      'https://a.example.com/p%25q',
    ];
    for (const url of urls) await service.discover(key, url);
    expect(await urlsOf(reader, '?query=x_y')).toEqual([urls[0]]);
    expect(await urlsOf(reader, `?query=${encodeURIComponent('%25')}`)).toEqual([urls[2]]);
    expect(await urlsOf(reader, `?query=${encodeURIComponent('%')}`)).toEqual([urls[2]]);
    expect(await urlsOf(reader, `?query=${encodeURIComponent('\\')}`)).toEqual([]);
    expect(await urlsOf(member)).toEqual([]);
  });

  it('reads no result from the database', () => {
    const plan = service.rows<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT id, artifact_id, url, kind, status, endpoint_count, created_at_ms,
         completed_at_ms, claimed_from FROM discovery INDEXED BY discovery_listed
       WHERE organization_id = 'a' AND url LIKE '%b%' ESCAPE '\\' ORDER BY created_at_ms DESC, id DESC`,
    );
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH discovery USING COVERING INDEX discovery_listed (organization_id=?)',
    ]);
  });
});
