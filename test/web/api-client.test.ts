import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscoveryEvent } from '../../shared/discovery.ts';
import { streamDiscovery } from '../../web/api/discoveries.ts';
import { ApiProblem, NetworkFailure } from '../../web/api/errors.ts';
import { getConfig } from '../../web/api/config.ts';
import { createKey } from '../../web/api/keys.ts';
import { getQuota } from '../../web/api/quota.ts';
import { createRequest, type SendRequest } from '../../web/api/request.ts';

const CREDENTIALS = { apiKey: 'sk-test-1', organizationId: 'org/1' };
const OPTIONS = { signal: new AbortController().signal, idempotencyKey: 'once' };

let server: Server;
let send: SendRequest;
let answer: (response: ServerResponse, path: string, headers: Record<string, unknown>) => void;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => answer(response, request.url ?? '', request.headers));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  send = createRequest((path, init) =>
    fetch(new URL(path instanceof Request ? path.url : path, origin), init),
  );
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

describe('the API client', () => {
  it('sends both credentials, and the organization in the path as one segment', async () => {
    let seen: unknown;
    answer = (response, path, headers) => {
      seen = [
        path,
        headers['authorization'],
        headers['x-kloakd-organization'],
        headers['idempotency-key'],
      ];
      response.end();
    };
    await streamDiscovery(send, CREDENTIALS, 'https://a.example', OPTIONS, () => undefined);
    expect(seen).toEqual([
      '/api/v1/organizations/org%2F1/skanyr/discover/stream',
      'Bearer sk-test-1',
      'org/1',
      'once',
    ]);
  });

  it('reads events whatever pieces they arrive in, and passes over comments and unknown types', async () => {
    const text =
      ': hello\n\nid: 1\ndata: {"type":"started","metadata":{"discovery_id":"é"}}\n\n' +
      'data: {"type":"from_the_future"}\n\ndata: not json\n\ndata: {"type":"done","metadata":{}}\n\n';
    const bytes = Buffer.from(text);
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      // The first piece ends inside a line, and inside a character of two bytes.
      const middle = bytes.indexOf('é') + 1;
      response.write(bytes.subarray(0, middle), () => response.end(bytes.subarray(middle)));
    };
    const events: DiscoveryEvent[] = [];
    const end = await streamDiscovery(send, CREDENTIALS, 'a', OPTIONS, (event) =>
      events.push(event),
    );
    expect(events.map(({ type }) => type)).toEqual(['started', 'done']);
    expect(events[0]?.metadata).toEqual({ discovery_id: 'é' });
    expect(end).toBe('ended');
  });

  it('reads events whose lines end in CR and LF, and joins the data lines of one event', async () => {
    answer = (response) =>
      response.end('data: {"type":\r\ndata:"done"}\r\n\r\ndata: {"type":"started"}\r\n\r\n');
    const types: string[] = [];
    await streamDiscovery(send, CREDENTIALS, 'a', OPTIONS, ({ type }) => types.push(type));
    expect(types).toEqual(['done']);
  });

  it('tells a stream that was cut from one that ended', async () => {
    answer = (response) => {
      response.write('data: {"type":"started","metadata":{}}\n\n', () => response.destroy());
    };
    expect(await streamDiscovery(send, CREDENTIALS, 'a', OPTIONS, () => undefined)).toBe('dropped');
  });

  it('gives nothing after the first done or error', async () => {
    answer = (response) => response.end('data: {"type":"done"}\n\ndata: {"type":"error"}\n\n');
    const types: string[] = [];
    await streamDiscovery(send, CREDENTIALS, 'a', OPTIONS, ({ type }) => types.push(type));
    expect(types).toEqual(['done']);
  });

  it('throws the contract’s error object', async () => {
    const body = {
      error: 'RateLimitError',
      code: 'burst',
      status: 429,
      title: 'Slow down',
      type: '/errors/burst',
      detail: 'Wait a little.',
      request_id: 'req_9',
      retry_after: 7,
      charged: false,
    };
    answer = (response) => response.writeHead(429).end(JSON.stringify(body));
    const failure = await getQuota(send, CREDENTIALS).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ApiProblem);
    expect(failure instanceof ApiProblem && failure.body).toMatchObject(body);
  });

  it('reads an error whose body is not JSON from its status and headers', async () => {
    answer = (response) =>
      response
        .writeHead(503, { 'retry-after': '5', 'x-request-id': 'req_5' })
        .end('<h1>Bad gateway</h1>');
    const failure = await getQuota(send, CREDENTIALS).catch((thrown: unknown) => thrown);
    expect(failure instanceof ApiProblem && failure.body).toMatchObject({
      code: 'unexpected_answer',
      status: 503,
      retry_after: 5,
      request_id: 'req_5',
    });
  });

  it('rejects an answer that has a new key without its organization', async () => {
    answer = (response) => response.writeHead(201).end('{"api_key":"sk-test-1"}');
    const fingerprint = { version: '5.2.0', components: {} };
    await expect(createKey(send, fingerprint, undefined, OPTIONS.signal)).rejects.toBeInstanceOf(
      ApiProblem,
    );
  });

  it('tells a broken connection from an error of the server', async () => {
    answer = (response) => response.destroy();
    await expect(getConfig(send, undefined)).rejects.toBeInstanceOf(NetworkFailure);
  });

  it('rejects with the reason when the visitor gives up', async () => {
    const controller = new AbortController();
    answer = (response) => {
      response.write('data: {"type":"started","metadata":{}}\n\n');
      controller.abort(new Error('given up'));
    };
    const { signal } = controller;
    const running = streamDiscovery(
      send,
      CREDENTIALS,
      'a',
      { ...OPTIONS, signal },
      () => undefined,
    );
    await expect(running).rejects.toThrow('given up');
  });
});
