import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOrgCommand } from '../../server/commands/org.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { StartError } from '../../server/start/start-error.ts';
import { sqliteAdapter } from '../../server/storage/sqlite/adapter.ts';
import { systemClock } from '../../server/time/clock.ts';
import {
  newDataDir,
  removeDataDir,
  runCommand,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

let dataDir = '';
let server: ServerProcess;
let organization = '';
let key = '';
beforeAll(async () => {
  dataDir = newDataDir();
  server = await startServer({ DEMO_SITE: 'off' }, dataDir);
  const made = await runCommand(['key', 'create', '--organization', 'Acme'], { DATA_DIR: dataDir });
  const word = (label: string) =>
    new RegExp(`^${label} +(\\S+)$`, 'm').exec(made.stdout)?.[1] ?? '';
  organization = word('organization');
  key = word('key');
});
afterAll(async () => {
  await server.stop();
  removeDataDir(dataDir);
});

const run = (...args: string[]) => runCommand(args, { DATA_DIR: dataDir });
const org = (...args: string[]) => run('org', ...args);
async function policy(): Promise<string | null> {
  const response = await fetch(`${server.url}/api/v1/organizations/${organization}/skanyr/health`, {
    headers: { authorization: `Bearer ${key}`, 'x-kloakd-organization': organization },
  });
  await response.text();
  return response.headers.get('ratelimit-policy');
}
function audited(): string[] {
  const db = new Database(join(dataDir, 'playground.db'), { readonly: true });
  const rows = db
    .prepare<[], string>("SELECT actor || ': ' || target FROM audit_event ORDER BY sequence")
    .pluck()
    .all();
  db.close();
  return rows;
}

describe('the operator’s command for organizations, beside a running server', () => {
  it('changes a plan, an override and a plan’s terms for the very next request, and is audited', async () => {
    expect(await policy()).toContain('"monthly";q=1000');
    const overridden = await org('override', 'Acme', '--discoveries', '5000');
    expect(overridden.stdout).toContain('1,000 discoveries a month → 5,000 discoveries a month');
    expect(await policy()).toContain('"monthly";q=5000');
    await org('override', organization, '--reset', 'discoveries');
    expect(await policy()).toContain('"monthly";q=1000');
    await org('plan', 'set', 'developer', '--requests-per-minute', '200');
    expect(await policy()).toContain('"burst";q=200');
    await org('set', 'Acme', '--plan', 'enterprise');
    expect(await policy()).toBe('"burst";q=3000;w=60');
    expect(audited()).toEqual([
      'operator: 1,000 discoveries a month → 5,000 discoveries a month',
      'operator: 5,000 discoveries a month → 1,000 discoveries a month',
      'operator: plan developer: 300 requests a minute → 200 requests a minute',
      'operator: plan developer → enterprise',
    ]);
  });

  it('makes a new plan, which the upgrade page shows and an organization can get', async () => {
    const terms = ['--modules', 'skanyr', '--requests-per-minute', '60', '--concurrent', '2'];
    const incomplete = await org('plan', 'set', 'startup', ...terms);
    expect([incomplete.code, incomplete.stderr]).toEqual([
      1,
      'error: There is no plan startup yet, and a new one needs --discoveries too.\n',
    ]);
    await org('plan', 'set', 'startup', ...terms, '--discoveries', '50', '--title', 'Startup');
    const listed = await (await fetch(`${server.url}/api/v1/plans`)).text();
    expect(listed).toContain('"title":"Startup"');
    expect((await org('set', organization, '--plan', 'startup')).code).toBe(0);
    expect(await policy()).toContain('"monthly";q=50');
  });

  it('shows what an organization may do, what of it is its own, and what is used', async () => {
    await org('override', 'Acme', '--concurrent', '7', '--manages-sites', 'yes');
    const { stdout } = await org('show', 'Acme');
    expect(stdout).toContain('7 discoveries at once  (own)');
    expect(stdout).toContain('decides which sites may frame the playground');
    expect(stdout).toMatch(/used in \d{4}-\d\d: 0 discoveries/);
    expect((await org('list')).stdout).toMatch(new RegExp(`^${organization}  \\S+  1 key  "Acme"`));
  });
});

describe('a command that is wrong', () => {
  it.each([
    [
      ['set', 'Acme', '--plan', 'gold'],
      '--plan is "gold", but must be one of: developer, enterprise',
    ],
    [['set', 'Nobody', '--plan', 'developer'], 'There is no organization with the name "Nobody"'],
    [['override', 'Acme', '--discoveries', 'many'], '--discoveries is "many", but must be'],
    [['override', 'Acme', '--modules', 'skanyr,teleport'], '--modules is "skanyr,teleport"'],
    [['override', 'Acme', '--reset', 'title'], '--reset is "title", but must be'],
    [['override', 'Acme', '--discovery', '5'], "Unknown option '--discovery'"],
    [['plan', 'set', 'playground', '--discoveries', '11'], 'part of the program'],
    [['plan', 'set', 'developer', '--requests-per-minute', '0'], 'a whole number from 1'],
    [['delete', 'Acme'], 'usage'],
  ])('changes nothing and says what to do: %j', async (args, message) => {
    const before = audited();
    const config = readConfig({ DATA_DIR: dataDir });
    const deps = { clock: systemClock, random: systemRandom, storage: sqliteAdapter };
    const refused = await runOrgCommand(args, config, deps).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartError);
    expect(String(refused)).toContain(message);
    expect(audited()).toEqual(before);
  });

  it('names the keys command’s options too', async () => {
    const access = await run('key', 'create', '--organization', 'B', '--access', 'write');
    expect(access.stderr).toContain('--access is "write", but must be read or full.');
    const expiry = await run('key', 'create', '--organization', 'B', '--expires', '2001-01-01');
    expect(expiry.stderr).toContain('--expires is "2001-01-01", but must be a day or time to come');
    expect((await org('list')).stdout).not.toContain('"B"');
  });
});
