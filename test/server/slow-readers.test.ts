import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { finding } from '../support/scripted-engine.ts';
import { TestService, type Credentials } from '../support/service.ts';

let service: TestService;
let visitor: Credentials;

beforeEach(async () => {
  service = await TestService.start();
  visitor = await service.visit();
});
afterEach(() => service.stop());

/** Asks for something on a socket of its own, and reads nothing yet. */
async function ask(path: string) {
  const { hostname, port } = new URL(service.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.pause();
  onTestFinished(() => void socket.destroy());
  const closed = once(socket, 'close');
  socket.write(
    `GET /api/v1/organizations/${visitor.organizationId}/skanyr/${path} HTTP/1.1\r\n` +
      `Host: x\r\nConnection: close\r\nAuthorization: Bearer ${visitor.apiKey}\r\n` +
      `X-Kloakd-Organization: ${visitor.organizationId}\r\n\r\n`,
  );
  await once(socket, 'readable');
  return {
    /** The number of bytes that still arrive. */
    async rest(): Promise<number> {
      let length = 0;
      socket.on('error', () => {}).on('data', (chunk: Buffer) => (length += chunk.length));
      socket.resume();
      await closed;
      return length;
    },
  };
}

// More than the kernel keeps for a socket.
const LONG = 'x'.repeat(10_000);
const MANY = 4_000;

it('hangs up on a client that does not read its answer, so that answers do not pile up', async () => {
  service.engine.script = async () => ({
    kind: 'completed',
    findings: Array.from({ length: MANY }, (_, index) => finding(`/${index}${LONG}`)),
    truncated: false,
    requestsMade: 1,
  });
  await service.discover(visitor, 'https://shop.example.com/');
  const [row] = service.rows<{ artifact_id: string }>('SELECT artifact_id FROM discovery');
  const path = `api-map/${row?.artifact_id}`;
  expect(await (await ask(path)).rest()).toBeGreaterThan(MANY * LONG.length);

  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const idle = await ask(path);
  vi.advanceTimersByTime(60_000);
  expect(await idle.rest()).toBeLessThan(MANY * LONG.length);
});
