import type { Outcome } from './check.ts';
import { newFingerprint, type Credentials, type RealService } from './real-service.ts';
import { ENDPOINTS } from './target-site.ts';

/** What a case may do: call an operation of the client, and compare what came of it. */
export interface Trial {
  service: RealService;
  call(who: Credentials, operation: string, a?: Arguments, more?: More): Promise<Outcome>;
  expect(outcome: Outcome, wanted: unknown): void;
}
type Arguments = Record<string, unknown>;
interface More {
  timeoutMs?: number;
  idempotency_key?: string;
  then?: 'rate_limits';
  take?: number;
}

export interface RealCase {
  name: string;
  says: string;
  run(trial: Trial): Promise<void>;
}

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

/** What every client does against the service itself, as a process of its own. */
export const REAL_CASES: readonly RealCase[] = [
  {
    name: 'key',
    says: 'A key describes itself, whatever its kind.',
    async run({ service, call, expect }) {
      const visitor = await service.visitor();
      expect(await call(visitor, 'key'), { result: { kind: 'test', access: 'read' } });
      const live = await service.liveKey('developer');
      expect(await call(live, 'key'), { result: { kind: 'live', plan: 'developer' } });
    },
  },
  {
    name: 'discover',
    says: 'A discovery is typed and charged once; the same again is not charged.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const first = await call(live, 'discover', { ...site, limit: 5 });
      expect(first, {
        result: { success: true, charged: true, has_more: true, quota: { used: 1 } },
      });
      const { discovery_id, artifact_id } = first.result as Record<string, string>;
      const again = await call(live, 'discover', site);
      expect(again, { result: { discovery_id, charged: false, quota: { used: 1 } } });
      const stored = { discovery_id, status: 'completed' };
      expect(await call(live, 'get', { discovery_id }), { result: stored });
      expect(await call(live, 'job', { job_id: discovery_id }), { result: stored });
      expect(await call(live, 'api_map', { artifact_id }), { result: { discovery_id } });
      expect(await call(live, 'open_api', { artifact_id }), { result: { openapi: '3.1.0' } });
      const detected = await call(live, 'detected_apis', { page_url: site.url });
      expect(detected, { result: { success: true } });
    },
  },
  {
    name: 'page',
    says: 'Paging gives every endpoint once, and costs one discovery.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const { items = [] } = await call(live, 'endpoints', { ...site, limit: 7 });
      const names = (items as { method: string; url: string }[]).map(
        ({ method, url }) => `${method} ${url}`,
      );
      const after = await call(live, 'discover', site);
      const { total, quota } = after.result as { total: number; quota: { used: number } };
      expect(
        { result: { different: new Set(names).size, total, used: quota.used } },
        { result: { different: ENDPOINTS, total: ENDPOINTS, used: 1 } },
      );
    },
  },
  {
    name: 'stream',
    says: 'A stream gives its events in order until done, and its discovery can be followed again.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const { items = [] } = await call(live, 'stream', site);
      const events = items as { type: string; metadata: { discovery_id: string } }[];
      expect({ items: events.slice(0, 1) }, { items: [{ type: 'started', id: 1 }] });
      expect({ items: events.slice(-1) }, { items: [{ type: 'done' }] });
      const discovery_id = events[0]?.metadata.discovery_id;
      const followed = await call(live, 'follow', { discovery_id });
      const types = (list: unknown[] = []) => list.map((event) => (event as { type: string }).type);
      expect({ items: types(followed.items) }, { items: types(items) });
      const listed = await call(live, 'events', { discovery_id });
      const numbered = (list: unknown[] = []) =>
        list.map((event) => `${(event as { id: number }).id} ${(event as { type: string }).type}`);
      expect({ items: numbered(listed.result as unknown[]) }, { items: numbered(items) });
    },
  },
  {
    name: 'stream of a page',
    says: 'The stream of one page is charged once, ends with done, and can be followed again.',
    async run({ service, call, expect }) {
      const { url } = await siteOf(service);
      const live = await service.liveKey('developer');
      const { items = [] } = await call(live, 'stream_page', { url });
      expect({ items: items.slice(0, 1) }, { items: [{ type: 'started', id: 1 }] });
      expect(
        { items: items.slice(-1) },
        { items: [{ type: 'done', metadata: { total_endpoints: ENDPOINTS, quota: { used: 1 } } }] },
      );
      const [started] = items as [{ metadata: { discovery_id: string } }];
      const { discovery_id } = started.metadata;
      const followed = await call(live, 'follow', { discovery_id });
      expect({ result: followed.items?.length }, { result: items.length });
      const page = await call(live, 'discover_page', { url });
      expect(page, { result: { discovery_id, charged: false, quota: { used: 1 } } });
    },
  },
  {
    name: 'stream left',
    says: 'A stream that is left ends its connection; the service settles the discovery.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const left = await call(live, 'stream', site, { take: 1 });
      expect(left, { items: [{ type: 'started' }] });
    },
  },
  {
    name: 'other reads',
    says: 'A page, its text, a site’s tree and a script are read with typed results.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const { url } = site;
      expect(await call(live, 'discover_page', { url }), { result: { charged: true } });
      expect(await call(live, 'reader_view', { url }), { result: { charged: true } });
      const tree = await call(live, 'hierarchy', { url });
      expect(tree, { result: { charged: true, root: { has_children: true } } });
      const { root } = tree.result as { root: { node_id: string } };
      expect(await call(live, 'expand_node', root && { node_id: root.node_id }), {
        result: { success: true, node: { node_id: root.node_id } },
      });
      const script = new URL('/app.js', url).href;
      const bundle = await call(live, 'analyze_bundle', { url: script });
      expect(bundle, { result: { charged: true, total: ENDPOINTS } });
      expect(await call(live, 'health'), { result: { status: 'ok', module: 'skanyr' } });
    },
  },
  {
    name: 'write',
    says: 'A live key saves a session, once for one Idempotency-Key, reads, ties, ends and deletes it.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const wanted = { url: site.url, name: 'Nightly', max_requests: 20 };
      const key = { idempotency_key: 'nightly-1' };
      const created = await call(live, 'sessions.create', wanted, key);
      expect(created, { result: { name: 'Nightly', options: { max_requests: 20 } } });
      const { session_id } = created.result as { session_id: string };
      const again = await call(live, 'sessions.create', wanted, key);
      expect(again, { result: { session_id } });
      const reused = error('ValidationError', 400, 'idempotency_key_reused');
      expect(await call(live, 'sessions.create', { ...wanted, name: 'Other' }, key), reused);
      const found = await call(live, 'discover', site);
      const job_id = (found.result as { discovery_id: string }).discovery_id;
      const tied = await call(live, 'sessions.set_job', { session_id, job_id });
      expect(tied, { result: { job_id } });
      expect(await call(live, 'sessions.end', { session_id }), { result: { status: 'ended' } });
      expect(await call(live, 'sessions.get', { session_id }), { result: { status: 'ended' } });
      expect(await call(live, 'sessions.list', { limit: 1, offset: 0 }), { result: { total: 1 } });
      expect(await call(live, 'sessions.delete', { session_id }), { result: null, error: null });
      expect(await call(live, 'sessions.get', { session_id }), notFound);
    },
  },
  {
    name: 'retry',
    says: 'A discovery is run again by its ID.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const first = await call(live, 'discover', site);
      const { discovery_id } = first.result as { discovery_id: string };
      expect(await call(live, 'retry', { discovery_id }), { result: { charged: true } });
    },
  },
  {
    name: 'errors',
    says: 'Each error of the service is one class with its status and code, and is not charged.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const live = await service.liveKey('developer');
      const visitor = await service.visitor();
      const { url } = site;
      const unknown = { ...live, apiKey: `${live.apiKey.slice(0, -6)}AAAAAA` };
      const other = { ...live, organizationId: visitor.organizationId };
      const invalid = await call(live, 'discover', { url, max_requests: 201 });
      expect(invalid, error('ValidationError', 400, 'invalid_field', { field: 'max_requests' }));
      const malformed = error('AuthenticationError', 401, '/^(key_unknown|credential_malformed)$/');
      expect(await call(unknown, 'key'), malformed);
      const mismatch = error('ForbiddenError', 403, 'organization_mismatch');
      expect(await call(other, 'discover', { url }), mismatch);
      const saved = await call(visitor, 'sessions.create', { url, name: 'x' });
      expect(saved, error('ForbiddenError', 403, 'read_only_key'));
      const evadr = { name: 'evadr', method: 'GET', path: '/x' };
      const more = { module: 'evadr', upgrade_url: '/\\/upgrade/' };
      expect(
        await call(visitor, 'module', evadr),
        error('NotEntitledError', 403, 'not_entitled', more),
      );
      expect(await call(live, 'get', { discovery_id: UNKNOWN_ID }), notFound);
      const enterprise = await service.liveKey('enterprise');
      const missing = error('NotFoundError', 404, 'module_not_installed');
      expect(await call(enterprise, 'module', evadr), missing);
      const body = { url: 'x'.repeat(2_000_000) };
      const large = { name: 'skanyr', method: 'POST', path: '/discover', body };
      const tooLarge = error('ValidationError', 413, 'body_too_large');
      expect(await call(live, 'module', large), tooLarge);
      const headers = { 'content-type': 'text/plain' };
      const text = { name: 'skanyr', method: 'POST', path: '/discover', body: { url }, headers };
      const notJson = error('ValidationError', 415, 'unsupported_media_type');
      expect(await call(live, 'module', text), notJson);
      const made = { method: 'POST', path: '/api/v1/playground/keys', body: newFingerprint() };
      expect(await call(live, 'request', made), error('ApiError', 428, 'proof_required'));
      const refused = error('ValidationError', 422, 'private_address', { charged: false });
      expect(await call(live, 'discover', { url: 'http://10.0.0.1/' }), refused);
      const unreached = error('UpstreamError', 502, 'target_unreachable', { charged: false });
      expect(await call(live, 'discover', { url: await service.closedUrl() }), unreached);
      expect(await call(live, 'stream', { url: await service.closedUrl() }), {
        error: { class: 'UpstreamError', code: 'target_unreachable', charged: false },
      });
      const quota = (await call(live, 'discover', { url, max_requests: 5 })).result;
      expect({ result: quota }, { result: { quota: { used: 1, reserved: 0 } } });
    },
  },
  {
    name: 'quota',
    says: 'The eleventh discovery of a visitor is refused at once, as JSON and as a stream.',
    async run({ service, call, expect }) {
      const site = await siteOf(service);
      const visitor = await service.visitor();
      for (let index = 0; index < 10; index += 1) {
        const url = `${site.url}?${index}`;
        const one = await call(visitor, 'discover', { url, max_requests: 2 });
        expect(one, { result: { charged: true } });
      }
      const spent = error('RateLimitError', 429, 'lifetime_quota_exhausted', {
        retry_after: null,
        upgrade_url: '/\\/upgrade/',
      });
      const url = `${site.url}?11`;
      expect(await call(visitor, 'discover', { url }, { timeoutMs: 5_000 }), spent);
      expect(await call(visitor, 'stream', { url }, { timeoutMs: 5_000 }), spent);
    },
  },
  {
    name: 'rate limit',
    says: 'A short window that is used up is an error with the seconds to wait, where they are past the deadline.',
    async run({ service, call, expect }) {
      const live = await service.liveKey('developer');
      await service.override(live, '--requests-per-minute', '1');
      // oxlint-disable-next-line unicorn/no-thenable -- a field of the suite’s calls, which nobody awaits
      const first = await call(live, 'health', {}, { then: 'rate_limits' });
      const limits = first.result as { name: string; resets_in_seconds: number | null }[];
      const restSeconds = limits.find(({ name }) => name === 'burst')?.resets_in_seconds ?? 60;
      if (restSeconds < 10) {
        // Else the window would end within the call's time, and the client would rightly wait for it.
        await new Promise((resolve) => setTimeout(resolve, restSeconds * 1000));
        await call(live, 'health');
      }
      const limited = error('RateLimitError', 429, 'rate_limited');
      const outcome = await call(live, 'health', {}, { timeoutMs: 5_000 });
      expect(outcome, limited);
      const seconds = outcome.error?.['retry_after'];
      expect({ result: Number(seconds) > 0 }, { result: true });
    },
  },
];

/** Few requests, so that the cases take seconds: the site needs no more. */
const siteOf = async (service: RealService) => ({
  url: await service.newSite(),
  max_requests: 12,
});

const error = (name: string, status: number, code: string, more: object = {}) => ({
  error: { class: name, status, code, ...more },
});
const notFound = error('NotFoundError', 404, 'not_found');
