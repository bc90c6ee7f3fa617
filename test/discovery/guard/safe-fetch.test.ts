import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { parseAllowedPrivateTargets } from '../../../server/discovery/guard/private-targets.ts';
import { readBody } from '../../../server/discovery/guard/read-body.ts';
import { createSafeFetch } from '../../../server/discovery/guard/safe-fetch.ts';
import type { SafeFetchDeps, SafeRequest } from '../../../server/discovery/guard/safe-request.ts';
import { startLoopback, type Handler } from '../loopback.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(handler: Handler) {
  const loopback = await startLoopback(handler);
  closers.push(() => loopback.close());
  return loopback;
}

function fetcher(allowed: string, deps: Partial<SafeFetchDeps> = {}) {
  const safeFetch = createSafeFetch({
    allowed: parseAllowedPrivateTargets(allowed),
    resolve: async () => ['127.0.0.1'],
    userAgent: 'KloakdPlayground/1.0 (+https://play.example.com/bot)',
    gate: async () => () => {},
    connectTimeoutMs: 1000,
    ...deps,
  });
  closers.push(() => safeFetch.close());
  return (url: string, request: Partial<SafeRequest> = {}) =>
    safeFetch.fetch({
      url,
      bodyBytesMax: 100_000,
      totalMs: 3000,
      signal: AbortSignal.timeout(10_000),
      ...request,
    });
}

describe('safe fetch', () => {
  it('names itself and sends no cookie, although the site sets one', async () => {
    const headers: unknown[] = [];
    const site = await serve((request, response) => {
      headers.push(request.headers);
      response.setHeader('set-cookie', 'a=b').end('x');
    });
    const get = fetcher(`127.0.0.1:${site.port}`);
    await get(site.origin);
    await get(site.origin);
    expect(headers[1]).toMatchObject({
      'user-agent': 'KloakdPlayground/1.0 (+https://play.example.com/bot)',
    });
    expect(headers[1]).not.toHaveProperty('cookie');
    expect(headers[1]).not.toHaveProperty('authorization');
  });

  it('opens a private address only at the port the operator named', async () => {
    const site = await serve((_request, response) => response.end('x'));
    expect(await fetcher(`127.0.0.1:${site.port}`)(site.origin)).toMatchObject({
      kind: 'response',
    });
    expect(await fetcher(`127.0.0.1:1`)(site.origin)).toMatchObject({
      kind: 'refused',
      code: 'private_address',
    });
  });

  it('reaches a reserved name only where it leads to an opened address', async () => {
    const site = await serve((_request, response) => response.end('x'));
    const url = `http://localhost:${site.port}/`;
    expect(await fetcher('127.0.0.1')(url)).toMatchObject({ kind: 'response' });
    expect(await fetcher('10.0.0.0/8')(url)).toMatchObject({
      kind: 'refused',
      code: 'blocked_host',
    });
    const outward = fetcher('10.0.0.0/8', { resolve: async () => ['93.184.215.14'] });
    expect(await outward(url)).toMatchObject({ kind: 'refused', code: 'blocked_host' });
  });

  it('does not follow a chain of redirects from an opened address into closed private space', async () => {
    const inner = await serve((_request, response) => response.end('secret'));
    const site = await serve((request, response, origin) => {
      const location =
        request.url === '/3' ? inner.origin : `${origin}/${Number(request.url?.slice(1) || 0) + 1}`;
      response.writeHead(302, { location }).end();
    });
    expect(await fetcher(`127.0.0.1:${site.port}`)(site.origin)).toMatchObject({
      kind: 'refused',
      code: 'private_address',
    });
    expect(inner.seen).toEqual([]);
  });

  it('gives up after five redirects', async () => {
    const site = await serve((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    expect(await fetcher('127.0.0.1')(`${site.origin}/a`)).toMatchObject({
      kind: 'failed',
      stage: 'http',
    });
    expect(site.seen).toHaveLength(6);
  });

  it('asks the gate at every hop, and stops where it says no', async () => {
    const site = await serve((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    let hops = 0;
    const get = fetcher('127.0.0.1', { gate: async () => ((hops += 1) > 3 ? null : () => {}) });
    expect(await get(`${site.origin}/a`)).toEqual({ kind: 'denied' });
    expect(site.seen).toHaveLength(3);
  });

  it('gives no more of a gzip bomb than it was told to', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 1 });
    const site = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const outcome = await fetcher('127.0.0.1')(site.origin, { bodyBytesMax: 1_000_000 });
    expect(outcome).toMatchObject({ kind: 'response', truncated: true });
    expect(outcome.kind === 'response' && outcome.body.length).toBe(1_000_000);
  });

  it("takes no more of a gzip bomb than the decoder's buffer holds, 64 KB", async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024), { level: 9 });
    let piecesTaken = 0;
    const pieces = function* () {
      for (let start = 0; start < bomb.length; start += 1024) {
        piecesTaken += 1;
        yield bomb.subarray(start, start + 1024);
      }
    };
    const body = Readable.from(pieces(), { objectMode: false, highWaterMark: 1024 });
    expect(await readBody(body, 'gzip', 1_000_000)).toMatchObject({ truncated: true });
    expect(piecesTaken).toBeLessThanOrEqual(66);
    expect(bomb.length / 1024).toBeGreaterThan(200);
  });

  it('refuses a body that is encoded many times over', async () => {
    const site = await serve((_request, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip, gzip, gzip' })
        .end(gzipSync(gzipSync(gzipSync('x')))),
    );
    const outcome = await fetcher('127.0.0.1')(site.origin);
    expect(outcome.kind === 'response' && outcome.body.length).toBe(0);
  });

  it.each(['gzip', 'br', 'deflate', 'zstd'] as const)('reads %s', async (encoding) => {
    const zlib = await import('node:zlib');
    const compress = {
      gzip: zlib.gzipSync,
      br: zlib.brotliCompressSync,
      deflate: zlib.deflateSync,
      zstd: zlib.zstdCompressSync,
    };
    const site = await serve((_request, response) =>
      response
        .writeHead(200, { 'content-encoding': encoding })
        .end(compress[encoding](Buffer.from('hello'))),
    );
    const outcome = await fetcher('127.0.0.1')(site.origin);
    expect(outcome.kind === 'response' && outcome.body.toString()).toBe('hello');
  });

  it('cuts an endless body at the limit', async () => {
    const site = await serve((_request, response) => {
      const more = (): void => {
        while (response.writable && response.write(Buffer.alloc(65_536)));
        if (response.writable) response.once('drain', more);
      };
      more();
    });
    const outcome = await fetcher('127.0.0.1')(site.origin);
    expect(outcome.kind === 'response' && outcome.body.length).toBe(100_000);
  });

  it('cuts a body that drips, and keeps what came', async () => {
    const site = await serve((_request, response) => {
      response.write('first');
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const outcome = await fetcher('127.0.0.1')(site.origin, { totalMs: 300 });
    expect(outcome).toMatchObject({ kind: 'response', truncated: true });
    expect(outcome.kind === 'response' && outcome.body.toString()).toMatch(/^first/);
  });

  it('stops at headers without end', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = (): void => {
        while (socket.writable && socket.write(`x-${'y'.repeat(1000)}: z\r\n`));
        if (socket.writable) socket.once('drain', more);
      };
      more();
    });
    await new Promise<void>((fulfil) => server.listen(0, '127.0.0.1', fulfil));
    closers.push(() => new Promise((fulfil) => server.close(fulfil)));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await fetcher('127.0.0.1')(`http://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'failed',
      stage: 'http',
    });
  });

  it('closes the socket as soon as the caller gives up', async () => {
    let closed: () => void = () => {};
    const whenClosed = new Promise<void>((fulfil) => (closed = fulfil));
    const cancel = new AbortController();
    const site = await serve((_request, response) => {
      response.on('close', closed);
      cancel.abort();
    });
    expect(await fetcher('127.0.0.1')(site.origin, { signal: cancel.signal })).toEqual({
      kind: 'cancelled',
    });
    await whenClosed;
  });

  it('says at which stage it failed, and names no address', async () => {
    const nowhere = await startLoopback(() => {});
    await nowhere.close();
    const plain = await serve((_request, response) => response.end('x'));
    const silent = await serve(() => {});
    const dns = fetcher('127.0.0.1', {
      resolve: async () => Promise.reject(new Error('queryA ENOTFOUND 10.1.2.3')),
    });
    expect(await dns('http://shop.attacker.com/')).toEqual({
      kind: 'failed',
      stage: 'dns',
      detail: 'The name shop.attacker.com could not be resolved.',
    });
    const get = fetcher('127.0.0.1');
    expect(await get(`http://app.attacker.com:${nowhere.port}/`)).toEqual({
      kind: 'failed',
      stage: 'connect',
      detail: 'app.attacker.com refused the connection or closed it without an answer.',
    });
    expect(await get(`https://app.attacker.com:${plain.port}/`)).toMatchObject({
      kind: 'failed',
      stage: 'tls',
    });
    expect(await get(silent.origin, { totalMs: 200 })).toMatchObject({
      kind: 'failed',
      stage: 'timeout',
    });
  });
});
