import { describe, expect, it } from 'vitest';
import { startLoopback } from './loopback.ts';
import {
  drip,
  flood,
  GOOD,
  gzipBomb,
  HOSTILE_DOCUMENTS,
  HOSTILE_SCRIPTS,
  millionLinks,
} from './hostile.ts';
import { discover, type Run } from './run-engine.ts';
import { json, type Page } from './sites/files.ts';
import { openapi, serveSite } from './sites/site.ts';

/** Processor time that one turn of the event loop may cost. Parsing any of these texts in it would cost seconds. */
const TURN_CPU_MS_MAX = 500;

function usedCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Runs a discovery and proves that no turn of the event loop had much work to do, however busy the machine is. */
async function discoverWhileTicking(
  url: string,
  input: Parameters<typeof discover>[1] = {},
): Promise<Run> {
  let usedMs = usedCpuMs();
  let longestTurnMs = 0;
  const timer = setInterval(() => {
    longestTurnMs = Math.max(longestTurnMs, usedCpuMs() - usedMs);
    usedMs = usedCpuMs();
  }, 1);
  try {
    const run = await discover(
      url,
      // None of these is about the run's time: on a busy machine threads that stand back start late.
      { budgetMs: 45_000, ...input },
      { limits: { scriptCpuMs: 1000 } },
    );
    expect(longestTurnMs).toBeLessThan(TURN_CPU_MS_MAX);
    return run;
  } finally {
    clearInterval(timer);
  }
}

const html = (body: string): Page => ({ type: 'text/html', body });

describe('under attack', () => {
  it.each(Object.entries(HOSTILE_SCRIPTS))(
    'survives a script of %s',
    { timeout: 60_000 },
    async (_name, code) => {
      const site = await serveSite({
        '/': `${GOOD}<script src="/bad.js"></script>`,
        '/bad.js': code,
      });
      const { found } = await discoverWhileTicking(site.origin);
      expect(found).toContain('GET /api/good');
    },
  );

  it.each(Object.entries(HOSTILE_DOCUMENTS))(
    'survives a document of %s',
    { timeout: 60_000 },
    async (_name, page) => {
      const site = await serveSite({
        '/': GOOD,
        '/openapi.json': page,
        '/openapi.yaml': page,
        '/service.wsdl': page,
        '/$metadata': page,
      });
      const { outcome, found } = await discoverWhileTicking(site.origin);
      expect(outcome.kind).toBe('completed');
      expect(found).toContain('GET /api/good');
    },
  );

  it('survives a page with a million links', { timeout: 60_000 }, async () => {
    const site = await serveSite({ '/': millionLinks() });
    const { found } = await discoverWhileTicking(site.origin);
    expect(found).toContain('GET /api/good');
  });

  it('survives a page of tags that never close', { timeout: 60_000 }, async () => {
    const site = await serveSite({ '/': html(GOOD + '<div><form><script src=a'.repeat(150_000)) });
    expect((await discoverWhileTicking(site.origin)).outcome.kind).toBe('completed');
  });

  it('survives a document of a hundred thousand operations', { timeout: 60_000 }, async () => {
    const operations = Array.from({ length: 100_000 }, (_, index) => `GET /p${index}x`);
    const site = await serveSite({ '/': 'hello', '/openapi.json': openapi(operations) });
    const { outcome } = await discoverWhileTicking(site.origin);
    expect(outcome.kind === 'completed' && outcome.findings.length).toBeLessThanOrEqual(5000);
  });

  it(
    'survives a document whose operations share a hundred long names',
    { timeout: 60_000 },
    async () => {
      const names = Array.from({ length: 100 }, (_, index) => `p${index}`.padEnd(100, 'x'));
      const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
      const post = {
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/All' } } },
        },
      };
      const paths = Array.from({ length: 3000 }, (_, index) => [`/p${index}x`, { post }]);
      const document = {
        openapi: '3.0.0',
        info: { title: 'All', version: '1' },
        paths: Object.fromEntries(paths),
        components: { schemas: { All: { type: 'object', properties } } },
      };
      const site = await serveSite({ '/': 'hello', '/openapi.json': json(document) });
      const { outcome, events } = await discoverWhileTicking(site.origin);
      expect(outcome).toMatchObject({ kind: 'completed' });
      // From 300 KB, thirty megabytes were found, and stored twice.
      expect(JSON.stringify(outcome).length).toBeLessThan(3 * 1024 * 1024);
      expect(JSON.stringify(events).length).toBeLessThan(3 * 1024 * 1024);
    },
  );

  it('finds nothing that a terminal would obey, or that shows another name than it means', async () => {
    const evil = '\u001b[2J\u202e\u009b';
    const schema = { type: 'object', properties: { [`k${evil}`]: { type: `t${evil}` } } };
    const operation = {
      parameters: [{ in: 'query', name: `q${evil}`, schema: { type: 'string' } }],
      requestBody: { content: { 'application/json': { schema } } },
    };
    const document = {
      openapi: '3.0.0',
      info: { title: evil, version: '1' },
      paths: { [`/a${evil}/{id${evil}}`]: { post: operation } },
    };
    const name = JSON.stringify(evil);
    const site = await serveSite({
      '/': '<script src="/app.js"></script>',
      '/app.js':
        `axios.get("/api/list", {params: {${name}: 1}});` +
        `axios.post("/api/items", {${name}: "x"}); fetch("/api/good" + ${name})`,
      '/openapi.json': json(document),
    });
    const { outcome, events, found } = await discover(site.origin);
    expect(found).toEqual(expect.arrayContaining(['GET /api/list', 'POST /api/items']));
    expect(JSON.stringify([outcome, events])).not.toMatch(/\\u001b|\u202e|\u009b/);
  });

  it('survives a gzip bomb of ten gibibytes as its seed', { timeout: 60_000 }, async () => {
    const site = await serveSite({ '/': gzipBomb() });
    expect((await discoverWhileTicking(site.origin)).outcome.kind).toBe('completed');
  });

  it('survives answers that never end', { timeout: 60_000 }, async () => {
    const site = await startLoopback(flood);
    const { outcome } = await discoverWhileTicking(site.origin, { budgetMs: 4000 });
    expect(outcome.kind).toBe('completed');
    await site.close();
  });

  it('is done in time with a site that drips every answer', { timeout: 60_000 }, async () => {
    const site = await startLoopback(drip);
    const { outcome } = await discoverWhileTicking(site.origin, { budgetMs: 4000 });
    expect(outcome).toMatchObject({ kind: 'unreachable', stage: 'timeout' });
    await site.close();
  });

  it('is not led into private space by a chain of redirects', async () => {
    const inner = await startLoopback((_request, response) => response.end('secret'));
    const site = await serveSite({
      '/': { type: 'text/html', body: '', status: 302, headers: { location: '/2' } },
      '/2': {
        type: 'text/html',
        body: '',
        status: 307,
        headers: { location: `http://[::ffff:127.0.0.1]:${inner.port}/` },
      },
    });
    const allowedPrivateTargets = `127.0.0.1:${site.port}`;
    const { outcome } = await discover(site.origin, {}, { allowedPrivateTargets });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'private_address' });
    expect(JSON.stringify(outcome)).not.toContain('127.0.0.1');
    expect(inner.seen).toEqual([]);
    await inner.close();
  });
});
