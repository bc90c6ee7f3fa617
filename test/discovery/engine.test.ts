import { afterAll, describe, expect, it } from 'vitest';
import { PHASES } from '../../server/discovery/vocabulary.ts';
import { discover, follow, options, startEngine } from './run-engine.ts';
import { openapi, serveSite } from './sites/site.ts';
import { startLoopback } from './loopback.ts';

const engine = startEngine();
afterAll(() => engine.close());

describe('the discovery engine', () => {
  it('announces each endpoint once, and all of those it returns', async () => {
    const site = await serveSite({
      '/': '<script>fetch("/api/a"); fetch("/api/a"); fetch("/api/b")</script>',
      '/openapi.json': openapi(['GET /api/a', 'GET /api/c']),
    });
    const { events, found } = await discover(site.origin);
    const announced = events.flatMap((event) =>
      event.kind === 'found' ? [event.finding.url] : [],
    );
    expect(announced.toSorted()).toEqual(
      ['a', 'b', 'c'].map((name) => `${site.origin}/api/${name}`),
    );
    expect(found).toHaveLength(3);
  });

  it('reports every phase, with the requests made so far', async () => {
    const site = await serveSite({ '/': 'hello' });
    const { events, outcome } = await discover(site.origin, { requestsMax: 50 });
    const progress = events.filter((event) => event.kind === 'progress');
    expect([...new Set(progress.map(({ phase }) => phase))]).toEqual([...PHASES]);
    expect(progress.every((event) => event.requestsMax === 50)).toBe(true);
    expect(outcome).toMatchObject({ requestsMade: site.seen.length });
  });

  it.each([1, 2, 5, 20])('makes no more than %i requests when told so', async (maxRequests) => {
    const links = Array.from(
      { length: 50 },
      (_, index) => `<script src="/s${index}.js"></script>`,
    ).join('');
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`/s${index}.js`, `fetch("/api/${index}a")`]),
    );
    const site = await serveSite({ '/': links, ...files });
    const { outcome } = await discover(site.origin, { requestsMax: maxRequests });
    expect(outcome).toMatchObject({ kind: 'completed', truncated: true });
    expect(site.seen.length).toBeLessThanOrEqual(maxRequests);
  });

  it('ends in its time, with what it has, on a site that hangs', async () => {
    const site = await startLoopback((request, response) => {
      if (request.url === '/')
        response.setHeader('content-type', 'text/html').end('<script>fetch("/api/a")</script>');
      else if (request.url === '/robots.txt') response.writeHead(404).end();
    });
    const { outcome, found } = await discover(site.origin, { budgetMs: 2000 });
    expect(outcome).toMatchObject({ kind: 'completed', truncated: true });
    expect(found).toEqual(['GET /api/a']);
    await site.close();
  });

  it('stops at once when cancelled, and closes its sockets', async () => {
    const cancel = new AbortController();
    let open = 0;
    const site = await startLoopback((request, response) => {
      if (request.url === '/') response.setHeader('content-type', 'text/html').end('hello');
      else if (request.url === '/openapi.json') cancel.abort();
      else response.writeHead(404).end();
    });
    let allClosed: () => void = () => {};
    const whenClosed = new Promise<void>((fulfil) => (allClosed = fulfil));
    site.server.on('connection', (socket) => {
      open += 1;
      socket.on('close', () => {
        open -= 1;
        if (open === 0 && cancel.signal.aborted) allClosed();
      });
    });
    const { outcome } = await follow(
      engine.discover(site.origin, options({ signal: cancel.signal })),
    );
    expect(outcome.kind).toBe('cancelled');
    await whenClosed;
    await site.close();
  });

  it.each([
    ['http://10.0.0.1/', 'private_address'],
    ['http://localhost.localdomain:99/', 'blocked_host'],
    ['ftp://a.attacker.com/', 'scheme_not_allowed'],
    ['https://user@a.attacker.com/', 'userinfo_not_allowed'],
    ['https://a.attacker.com:25/', 'port_not_allowed'],
    ['shop', 'invalid_url'],
  ])('refuses %s as %s without asking anything', async (url, code) => {
    const closed = startEngine({ allowedPrivateTargets: '' });
    expect(closed.refuse(url)).toMatchObject({ code });
    await closed.close();
  });

  it('says that a name cannot be resolved', async () => {
    expect((await discover('https://shop.attacker.com/')).outcome).toMatchObject({
      kind: 'unreachable',
      stage: 'dns',
    });
  });

  it('refuses a host that has been asked enough for today', async () => {
    const site = await serveSite({ '/': 'hello' });
    const { outcome } = await discover(site.origin, {}, { limits: { perDayPerHost: 1 } });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'blocked_host' });
  });

  it('reads the tree of a site, and nothing that robots.txt forbids', async () => {
    const site = await serveSite({
      '/robots.txt': 'User-agent: *\nDisallow: /secret',
      '/': '<title>Home</title><a href="/a">A</a><a href="/secret">S</a><a href="https://other.attacker.com/">O</a>',
      '/a': '<title>Page A</title><a href="/a/b">B</a><a href="/">Home</a>',
      '/a/b': '<title>Page B</title>',
    });
    const outcome = await engine.readHierarchy(site.origin, options({ requestsMax: 20 }));
    expect(outcome).toMatchObject({
      kind: 'completed',
      value: {
        title: 'Home',
        children: [
          {
            url: `${site.origin}/a`,
            title: 'Page A',
            children: [{ title: 'Page B', children: [] }],
          },
          { url: `${site.origin}/secret`, children: [] },
        ],
      },
    });
    expect(site.seen).not.toContain('GET /secret');
  });

  it('reads a page as text', async () => {
    const site = await serveSite({
      '/': '<title>Home</title><main><h1>Hello</h1><p>World of text.</p></main><script>alert(1)</script>',
    });
    const outcome = await engine.readPage(site.origin, options());
    expect(outcome).toMatchObject({ kind: 'completed', value: { title: 'Home' } });
    expect(JSON.stringify(outcome)).toContain('World of text.');
    expect(JSON.stringify(outcome)).not.toContain('alert');
  });
});
