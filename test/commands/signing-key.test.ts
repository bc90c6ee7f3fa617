import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import {
  newDataDir,
  removeDataDir,
  runCommand,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { cookieOf, PASSWORD } from '../support/signed-in-people.ts';

let server: ServerProcess;
const dataDir = newDataDir();
beforeAll(async () => {
  server = await startServer({ PORT: await freePort(), DEMO_SITE: 'off' }, dataDir);
});
afterAll(async () => {
  await server.stop();
  removeDataDir(dataDir);
});

const post = (path: string, body: object, cookie = '') =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url, cookie },
    body: JSON.stringify(body),
  });

/** Signs up with the link that the service prints where it has no mail server. */
async function signUp(email: string): Promise<string> {
  await post('/api/auth/sign-up/email', { name: 'Ada', email, password: PASSWORD });
  const find = () => /https?:\/\/[^\s"\\]+verify-email[^\s"\\]+/.exec(server.output())?.[0];
  await eventually(() => find() !== undefined);
  return cookieOf(await fetch(find() ?? '', { redirect: 'manual' }));
}

describe('npm run signing-key', () => {
  it('ends the tokens of a running service at once, and people get new ones in the same session', async () => {
    const cookie = await signUp('ada@acme.example');
    const made = await post('/api/v1/account/organizations', { name: 'Acme' }, cookie);
    const { id } = (await made.json()) as { id: string };
    const issue = async () => {
      const issued = await post('/api/v1/account/token', { organization_id: id }, cookie);
      return ((await issued.json()) as { token: string }).token;
    };
    const use = async (token: string) => {
      const headers = { authorization: `Bearer ${token}`, 'x-kloakd-organization': id };
      return (await fetch(`${server.url}/api/v1/key`, { headers })).status;
    };
    const token = await issue();
    expect(await use(token)).toBe(200);

    const { code, stdout } = await runCommand(['signing-key', 'replace'], { DATA_DIR: dataDir });
    expect([code, stdout]).toEqual([0, expect.stringContaining('replaced')]);
    expect(await use(token)).toBe(401);
    expect(await use(await issue())).toBe(200);
  });

  it('changes nothing, and says why, under another AUTH_SECRET than the service has', async () => {
    const { code, stderr } = await runCommand(['signing-key', 'replace'], {
      DATA_DIR: dataDir,
      AUTH_SECRET: 'not the secret of the service, 32 chars',
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('nothing was changed')]);
  });

  it('says how it is used where its arguments are wrong', async () => {
    const { code, stderr } = await runCommand(['signing-key'], { DATA_DIR: dataDir });
    expect([code, stderr]).toEqual([1, expect.stringContaining('signing-key -- replace')]);
  });
});
