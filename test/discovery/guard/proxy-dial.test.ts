import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parseAllowedPrivateTargets } from '../../../server/discovery/guard/private-targets.ts';
import { createProxyDial } from '../../../server/discovery/guard/proxy-dial.ts';
import { createSafeFetch } from '../../../server/discovery/guard/safe-fetch.ts';
import { startLoopback } from '../loopback.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A proxy that leads every CONNECT to one server, or refuses. */
async function startProxy(leadsTo: number, answer = 'HTTP/1.1 200 OK\r\n\r\n') {
  const heads: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (head) => {
      heads.push(head.toString());
      socket.write(answer);
      if (!answer.includes(' 200 ')) return socket.end();
      return socket.pipe(connect(leadsTo, '127.0.0.1').on('error', () => {})).pipe(socket);
    });
  });
  await new Promise<void>((fulfil) => server.listen(0, '127.0.0.1', fulfil));
  closers.push(() => new Promise((fulfil) => server.close(fulfil)));
  const address = server.address();
  return { heads, port: typeof address === 'object' ? address?.port : 0 };
}

function fetchThrough(proxy: string, resolve: () => Promise<string[]>, opened = '') {
  const allowed = parseAllowedPrivateTargets(opened);
  const safeFetch = createSafeFetch({
    allowed,
    resolve,
    dial: createProxyDial(new URL(proxy), allowed),
    userAgent: 'test',
    gate: async () => () => {},
    connectTimeoutMs: 1000,
  });
  closers.push(() => safeFetch.close());
  const signal = new AbortController().signal;
  return (url: string) => safeFetch.fetch({ url, bodyBytesMax: 1000, totalMs: 2000, signal });
}

describe('the egress proxy', () => {
  it('is told the checked address, with the credentials of its URL', async () => {
    const site = await startLoopback((request, response) => response.end(request.headers.host));
    closers.push(() => site.close());
    const proxy = await startProxy(site.port);
    const get = fetchThrough(`http://me:secret@127.0.0.1:${proxy.port}`, async () => [
      '93.184.215.14',
    ]);
    const outcome = await get('http://shop.attacker.com/');
    expect(outcome.kind === 'response' && outcome.body.toString()).toBe('shop.attacker.com');
    expect(proxy.heads).toEqual([
      'CONNECT 93.184.215.14:80 HTTP/1.1\r\nHost: 93.184.215.14:80\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n\r\n',
    ]);
  });

  it('is not asked for a private address', async () => {
    const proxy = await startProxy(1);
    const get = fetchThrough(`http://127.0.0.1:${proxy.port}`, async () => ['10.0.0.1']);
    expect(await get('http://shop.attacker.com/')).toMatchObject({
      kind: 'refused',
      code: 'private_address',
    });
    expect(proxy.heads).toEqual([]);
  });

  it('is left out on the way to what the operator has opened', async () => {
    const site = await startLoopback((_request, response) => response.end('the demo shop'));
    closers.push(() => site.close());
    const proxy = await startProxy(1);
    const opened = `127.0.0.1:${site.port}`;
    const get = fetchThrough(`http://127.0.0.1:${proxy.port}`, async () => [], opened);
    const outcome = await get(`${site.origin}/`);
    expect(outcome.kind === 'response' && outcome.body.toString()).toBe('the demo shop');
    expect(proxy.heads).toEqual([]);
  });

  it('makes a refusal of the proxy a failure to connect', async () => {
    const proxy = await startProxy(1, 'HTTP/1.1 403 Forbidden\r\n\r\n');
    const get = fetchThrough(`http://127.0.0.1:${proxy.port}`, async () => ['93.184.215.14']);
    expect(await get('http://shop.attacker.com/')).toMatchObject({
      kind: 'failed',
      stage: 'connect',
    });
  });
});
