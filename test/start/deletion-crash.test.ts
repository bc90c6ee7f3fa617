import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import {
  newDataDir,
  removeDataDir,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';
import { PASSWORD } from '../support/signed-in-people.ts';
import { json } from '../support/service.ts';

const LINK = /http:\/\/localhost:\d+\/api\/auth\/verify-email[^\\"]+/;

const dataDir = newDataDir();
let server: ServerProcess | null = null;
afterEach(async () => {
  await server?.stop('SIGKILL');
  removeDataDir(dataDir);
});

async function start(port: string): Promise<ServerProcess> {
  server = await startServer({ DEMO_SITE: 'off', PORT: port }, dataDir);
  return server;
}

const open = (name: 'playground' | 'accounts') => new Database(join(dataDir, `${name}.db`));

/** How many organizations of this ID a database has. */
function countOf(name: 'playground' | 'accounts', id: string): number {
  const db = open(name);
  try {
    return db.prepare('SELECT id FROM organization WHERE id = ?').all(id).length;
  } finally {
    db.close();
  }
}

/** @returns the cookie of a person who signed up and opened the link of the mail */
async function signUp(running: ServerProcess, origin: string): Promise<string> {
  await fetch(`${running.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', password: PASSWORD }),
  });
  await eventually(() => LINK.test(running.output()));
  const verified = await fetch(LINK.exec(running.output())?.[0] ?? '', { redirect: 'manual' });
  return verified.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

it('a server that is killed between the two databases finishes the deletion of an organization at its next start', async () => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const running = await start(port);
  const cookie = await signUp(running, origin);
  const post = (path: string, body: object) =>
    fetch(`${origin}/api/v1/account/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie },
      body: JSON.stringify(body),
    });
  const { id } = await json<{ id: string }>(await post('organizations', { name: 'Acme' }));
  const { token } = await json<{ token: string }>(await post('token', { organization_id: id }));
  expect([countOf('playground', id), countOf('accounts', id)]).toEqual([1, 1]);

  // The server waits for this lock before it deletes the members.
  const locked = open('accounts');
  locked.exec('BEGIN IMMEDIATE');
  const deletion = fetch(`${origin}/api/v1/organizations/${id}`, {
    method: 'DELETE',
    headers: {
      authorization: `Bearer ${token}`,
      'x-kloakd-organization': id,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name: 'Acme' }),
  }).catch(() => 'no answer');
  await eventually(() => countOf('playground', id) === 0);
  await running.stop('SIGKILL');
  expect(await deletion).toBe('no answer');
  locked.close();
  expect([countOf('playground', id), countOf('accounts', id)]).toEqual([0, 1]);

  await start(port);
  expect([countOf('playground', id), countOf('accounts', id)]).toEqual([0, 0]);
});
