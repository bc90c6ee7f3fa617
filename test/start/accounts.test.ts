import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { eventually } from '../support/eventually.ts';
import { PASSWORD } from '../support/signed-in-people.ts';

let server: ServerProcess | null = null;
const dataDir = newDataDir();
afterEach(async () => {
  await server?.stop();
  removeDataDir(dataDir);
});

async function start(environment: Record<string, string>): Promise<ServerProcess> {
  server = await startServer({ DEMO_SITE: 'off', ...environment }, dataDir);
  return server;
}
const options = async ({ url }: { url: string }) =>
  (await fetch(`${url}/api/v1/account/options`)).json();

async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}

const LINK = /http:\/\/localhost:\d+\/api\/auth\/verify-email[^\\"]+/;
const PRODUCTION = { NODE_ENV: 'production' };

describe('accounts at the start', () => {
  it('are off in production until it is said where people reach the service', async () => {
    const running = await start(PRODUCTION);
    expect(await options(running)).toMatchObject({ enabled: false, sign_up: 'closed' });
    expect(running.output()).toMatch(/accounts are off: set PUBLIC_URL/);
    expect(existsSync(join(dataDir, 'accounts.db'))).toBe(false);
    const signUp = await fetch(`${running.url}/api/auth/sign-up/email`, { method: 'POST' });
    expect(signUp.status).toBe(401);
  });

  it('take no new people in production until mail can be sent', async () => {
    const port = await freePort();
    const running = await start({ ...PRODUCTION, PUBLIC_URL: 'https://play.example', PORT: port });
    expect(await options({ url: `http://127.0.0.1:${port}` })).toMatchObject({
      enabled: true,
      sign_up: 'closed',
    });
    expect(running.output()).toMatch(/nobody can sign up: .* set SMTP_URL/);
  });

  it('work at once on a developer’s machine, with the mail in the log and the address nowhere else', async () => {
    const port = await freePort();
    const running = await start({ PORT: port });
    expect(await options(running)).toMatchObject({ enabled: true, sign_up: 'open' });
    const origin = `http://localhost:${port}`;
    const signUp = await fetch(`${running.url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: PASSWORD }),
    });
    expect(signUp.status).toBe(200);
    const mails = () =>
      running
        .output()
        .split('\n')
        .filter((line) => line.includes('ada@example.com'));
    await eventually(() => mails().length > 0);
    expect(mails()).toHaveLength(1);
    expect(mails()[0]).toContain('MAIL, printed here since SMTP_URL is not set');
    const link = LINK.exec(mails()[0] ?? '')?.[0];
    const verified = await fetch(link ?? '', { redirect: 'manual' });
    expect(verified.headers.getSetCookie()[0]).toContain('session_token');
    expect(running.output()).not.toContain(PASSWORD);

    const secret = readFileSync(join(dataDir, 'auth-secret'), 'utf8').trim();
    expect(statSync(join(dataDir, 'auth-secret')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    expect(running.output()).not.toContain(secret);
  });

  it('keep people signed in over a restart', async () => {
    const port = await freePort();
    const first = await start({ PORT: port });
    const headers = { 'content-type': 'application/json', origin: `http://localhost:${port}` };
    await fetch(`${first.url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: PASSWORD }),
    });
    const linkIn = (text: string) => LINK.exec(text)?.[0];
    await eventually(() => linkIn(first.output()) !== undefined);
    const link = linkIn(first.output());
    const verified = await fetch(link ?? '', { redirect: 'manual' });
    const cookie = verified.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await first.stop();
    const second = await start({ PORT: port });
    const account = await fetch(`${second.url}/api/v1/account`, { headers: { cookie } });
    expect(account.status).toBe(200);
  });
});
