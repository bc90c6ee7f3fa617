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

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${service.url}/api/v1/organizations/${live.organizationId}/skanyr/discover`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${live.apiKey}`,
      'x-kloakd-organization': live.organizationId,
      'content-type': 'application/json',
      ...headers,
    },
    body,
  });

/** What the server answers to bytes on a socket, until it hangs up. */
function sendRaw(bytes: string): Promise<string> {
  const { port } = new URL(service.url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

describe('the error body', () => {
  it('has every member of the contract, and the request ID of the header', async () => {
    const response = await post('{}');
    const body = await json(response);
    expect(body).toMatchObject({
      error: 'ValidationError',
      code: 'invalid_field',
      status: 400,
      field: 'url',
      charged: false,
    });
    expect(body.title.length).toBeGreaterThan(5);
    expect(body.type).toBe(`${service.url}/problems#invalid_field`);
    expect(body.request_id).toBe(response.headers.get('x-request-id'));
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('is application/problem+json for whoever asks for that', async () => {
    const response = await post('{}', { accept: 'application/problem+json' });
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['broken JSON', '{"url":', {}, 400, 'invalid_json'],
    ['a prototype trick', '{"__proto__":{"url":"x"}}', {}, 400, 'invalid_json'],
    ['an empty body', '', {}, 400, 'invalid_json'],
    ['a body that is no object', '[]', {}, 400, 'invalid_field'],
    [
      'a number of the wrong type',
      '{"url":"https://a.com/","max_requests":"9"}',
      {},
      400,
      'invalid_field',
    ],
    [
      'a number out of range',
      '{"url":"https://a.com/","max_requests":201}',
      {},
      400,
      'invalid_field',
    ],
    ['text', 'url=x', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    [
      'a form',
      'url=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
    ['too large a body', JSON.stringify({ url: 'x'.repeat(70_000) }), {}, 413, 'body_too_large'],
    ['a private target', '{"url":"http://10.0.0.1/"}', {}, 422, 'private_address'],
    ['no URL at all', '{"url":"shop"}', {}, 422, 'invalid_url'],
    [
      'an Idempotency-Key that is too long',
      '{"url":"https://a.com/"}',
      { 'idempotency-key': 'k'.repeat(256) },
      400,
      'invalid_field',
    ],
  ])('answers %s with its own code, uncharged', async (_what, body, headers, status, code) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(await json(response)).toMatchObject({ code, charged: false });
    expect(service.engine.runs).toHaveLength(0);
  });

  it('names the field that is wrong', async () => {
    const body = await json(await post('{"url":"https://a.com/","limit":0}'));
    expect(body.field).toBe('limit');
    expect(body.detail).toContain('limit');
  });

  it('does not reveal the cause of an internal error', async () => {
    service.engine.script = async () => {
      throw new Error('secret path /srv/x');
    };
    const response = await post('{"url":"https://a.com/"}');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('internal_error');
    expect(text).not.toContain('secret');
  });

  it.each([
    [
      'headers over the limit',
      `GET / HTTP/1.1\r\nhost: x\r\nx-pad: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['what is no HTTP', 'EHLO mail.example.com\r\n\r\n', 400, 'invalid_request'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
      'invalid_request',
    ],
    [
      'an address that does not decode',
      'GET /%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      400,
      'invalid_request',
    ],
  ])('is the answer to %s too', async (_what, bytes, status, code) => {
    const answer = await sendRaw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const [head = '', text = ''] = answer.split('\r\n\r\n');
    const body = JSON.parse(text);
    expect(body).toMatchObject({ status, code, error: 'ValidationError' });
    expect(head.toLowerCase()).toContain(`x-request-id: ${body.request_id}`);
    expect(head.toLowerCase()).toContain("content-security-policy: default-src 'none'");
  });

  it('is 401 without a key and 404 with one, for an ID of any length', async () => {
    const path = `/api/v1/organizations/${live.organizationId}/skanyr/discover/${'a'.repeat(5_000)}`;
    expect((await fetch(service.url + path)).status).toBe(401);
    expect((await service.call(live, 'GET', `skanyr/discover/${'a'.repeat(5_000)}`)).status).toBe(
      404,
    );
  });

  it('logs no key, no address and no URL of a target', async () => {
    await post('{"url":"https://very-private-target.example.com/"}');
    // The first line says where the service itself listens.
    const log = service.logLines.slice(1).join('');
    expect(log).toContain('/skanyr/discover');
    expect(log).not.toContain(live.apiKey);
    expect(log).not.toContain('127.0.0.1');
    expect(log).not.toContain('very-private-target');
  });
});
