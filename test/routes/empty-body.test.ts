import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json, TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let live: Credentials;

beforeAll(async () => {
  service = await TestService.start();
  live = await service.liveKey();
});
afterAll(() => service.stop());

/** Sends exactly these lines, because `fetch` decides by itself which headers an empty body gets. */
function statusOf(method: string, path: string, ...lines: string[]): Promise<number> {
  const head = [
    `${method} /api/v1/organizations/${live.organizationId}/skanyr/${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    `Authorization: Bearer ${live.apiKey}`,
    `X-Kloakd-Organization: ${live.organizationId}`,
    ...lines,
    '\r\n',
  ].join('\r\n');
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () =>
      socket.write(head),
    );
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])));
  });
}

async function savedSession(): Promise<string> {
  const url = 'https://shop.example.com/';
  const created = await service.call(live, 'POST', 'skanyr/sessions', { name: 'shop', url });
  return `sessions/${(await json<{ session_id: string }>(created)).session_id}`;
}

describe('an empty body', () => {
  it.each([
    ['application/json', []],
    ['application/json', ['Content-Length: 0']],
    ['text/plain', []],
  ])('of a DELETE is no body where Content-Type says %s, with %j', async (type, more) => {
    const path = await savedSession();
    expect(await statusOf('DELETE', path, `Content-Type: ${type}`, ...more)).toBe(204);
  });

  it.each(['GET', 'HEAD'])('of a %s is no body whatever Content-Type says', async (method) => {
    expect(await statusOf(method, 'health', 'Content-Type: application/json')).toBe(200);
  });

  it('of an OPTIONS request is no body: an unknown route stays 404', async () => {
    expect(await statusOf('OPTIONS', 'health', 'Content-Type: application/json')).toBe(404);
  });

  it('of a POST stays an error, because a body is required there', async () => {
    expect(
      await statusOf('POST', 'discover', 'Content-Type: application/json', 'Content-Length: 0'),
    ).toBe(400);
  });
});

it('reads the body of a DELETE that has one, and refuses what is not JSON', async () => {
  const path = await savedSession();
  const response = await fetch(
    `${service.url}/api/v1/organizations/${live.organizationId}/skanyr/${path}`,
    {
      method: 'DELETE',
      headers: {
        authorization: `Bearer ${live.apiKey}`,
        'x-kloakd-organization': live.organizationId,
        'content-type': 'application/json',
      },
      body: '{',
    },
  );
  expect(response.status).toBe(400);
});
