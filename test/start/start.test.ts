import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newDataDir, removeDataDir, runCommand, startServer } from '../support/server-process.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = newDataDir();
});
afterEach(() => removeDataDir(dataDir));

const serve = (environment: Record<string, string>) =>
  runCommand(['serve'], { PORT: '0', DATA_DIR: dataDir, DEMO_SITE: 'off', ...environment });

/** Expects that the start fails with one line on standard error and a non-zero exit code. */
async function expectOneLine(environment: Record<string, string>, line: RegExp): Promise<void> {
  const { code, stderr } = await serve(environment);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(line);
  expect(code).toBe(1);
}

describe('a start that fails', () => {
  it('names the address that is taken and the setting that changes it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expectOneLine({ PORT: String(port) }, new RegExp(`^error: 127.0.0.1:${port} is taken`));
    await expectOneLine(
      { DEMO_SITE: 'on', DEMO_PORT: String(port) },
      new RegExp(`^error: 127.0.0.1:${port} is taken, which the demo shop needs`),
    );
    other.close();
  });

  it('says that another program has locked the database', async () => {
    const db = new Database(join(dataDir, 'playground.db'));
    db.exec('CREATE TABLE x (a); BEGIN EXCLUSIVE');
    await expectOneLine({}, /^error: The database in .* is locked by another program/);
    db.close();
  });

  it('says that the folder cannot be written, and which setting changes it', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    await expectOneLine(
      { DATA_DIR: join(dataDir, 'file', 'data') },
      /^error: .* cannot be written: set DATA_DIR/,
    );
  });

  it('says that a newer version has written the database', async () => {
    const db = new Database(join(dataDir, 'playground.db'));
    db.pragma('user_version = 999');
    db.close();
    await expectOneLine({}, /^error: The database has schema version 999, but this program/);
  });

  it('says that the file is not a database', async () => {
    writeFileSync(join(dataDir, 'playground.db'), 'not a database '.repeat(1000));
    await expectOneLine({}, /^error: The file in .* is not a sound database/);
  });

  it('names a bad variable, what was given and what is allowed', async () => {
    await expectOneLine(
      { PORT: 'web' },
      /^error: PORT is "web", but must be a port from 0 to 65535\.$/m,
    );
    await expectOneLine(
      { ALLOWED_PRIVATE_TARGETS: '10.0.0.999' },
      /^error: ALLOWED_PRIVATE_TARGETS/,
    );
  });
});

describe('a started server', () => {
  it('keeps its folder and its pepper to its owner, and lets no second server in', async () => {
    const folder = join(dataDir, 'made', 'here');
    const server = await startServer({ DEMO_SITE: 'off' }, folder);
    try {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(join(folder, 'pepper')).mode & 0o777).toBe(0o600);
      expect(readdirSync(folder)).toContain('playground.db');
      await expectOneLine(
        { DATA_DIR: folder },
        /^error: Another server already uses the data folder/,
      );
    } finally {
      await server.stop();
    }
    expect(server.process.exitCode).toBe(0);
  });

  it('accepts keys that the operator makes while it runs, and refuses those that the operator revokes', async () => {
    mkdirSync(dataDir, { recursive: true });
    const server = await startServer({ DEMO_SITE: 'off' }, dataDir);
    const environment = { DATA_DIR: dataDir };
    try {
      const made = await runCommand(
        ['key', 'create', '--organization', 'Acme', '--plan', 'developer'],
        environment,
      );
      const organization = /organization +(\S+)/.exec(made.stdout)?.[1] ?? '';
      const keyId = /key id +(\S+)/.exec(made.stdout)?.[1] ?? '';
      const key = /key +(sk-live-\S+)/.exec(made.stdout)?.[1] ?? '';
      const health = () =>
        fetch(`${server.url}/api/v1/organizations/${organization}/skanyr/health`, {
          headers: { authorization: `Bearer ${key}`, 'x-kloakd-organization': organization },
        });
      expect((await health()).status).toBe(200);
      const listed = await runCommand(['key', 'list'], environment);
      expect(listed.stdout).toContain(`${keyId}  sk-live-…${key.slice(-4)}  active  developer`);
      expect(listed.stdout).not.toContain(key);
      expect((await runCommand(['key', 'revoke', keyId], environment)).code).toBe(0);
      expect((await health()).status).toBe(401);
    } finally {
      await server.stop();
    }
  });

  it.each([
    [['key'], /usage:/],
    [['key', 'create'], /--organization is missing/],
    [['key', 'create', '--organization', 'A', '--plan', 'gold'], /--plan is "gold"/],
    [['key', 'create', '--organisation', 'A'], /--organisation/],
    [['key', 'revoke', 'x'], /revoke needs the key's ID/],
    [['dance'], /usage:/],
  ])('answers the command %j with what to do instead', async (args, text) => {
    const { code, stderr } = await runCommand(args, { DATA_DIR: dataDir });
    expect(stderr).toMatch(text);
    expect(code).toBe(1);
  });
});
