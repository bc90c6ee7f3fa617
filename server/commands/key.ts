import { parseArgs } from 'node:util';
import { makeApiKey } from '../identifiers/api-key.ts';
import type { Clock } from '../time/clock.ts';
import type { Config } from '../config.ts';
import {
  parseApiKeyId,
  parseOrganizationId,
  trustId,
  type ApiKeyId,
  type OrganizationId,
} from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import { StartError } from '../start/start-error.ts';
import type { Storage, StorageAdapter } from '../storage/port.ts';

const USAGE = `usage:
  npm run key -- create --organization "Acme" [--plan developer|enterprise] [--name "CI"]
  npm run key -- list
  npm run key -- revoke KEY_ID`;

type ActionDeps = Pick<CommandDeps, 'clock' | 'random'>;

interface CommandDeps {
  clock: Clock;
  random: Random;
  storage: StorageAdapter;
}

/**
 * The operator's command for live keys. Works beside a running server.
 * @throws StartError with the line that the operator sees
 */
export async function runKeyCommand(
  args: string[],
  config: Config,
  deps: CommandDeps,
): Promise<void> {
  const [action, ...rest] = args;
  let storage: Storage;
  try {
    storage = deps.storage.open(config.dataDir);
  } catch (error) {
    throw deps.storage.explain(error, config.dataDir);
  }
  try {
    const lines = await act(action, rest, storage, deps);
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await storage.close();
  }
}

function act(action: string | undefined, rest: string[], storage: Storage, deps: ActionDeps) {
  switch (action) {
    case 'create':
      return create(rest, storage, deps);
    case 'list':
      return list(storage);
    case 'revoke':
      return revoke(rest, storage, deps);
    default:
      throw new StartError(USAGE);
  }
}

/** Makes a live key: of a new organization with that name, or of the existing one with that UUID. */
async function create(rest: string[], storage: Storage, deps: ActionDeps): Promise<string[]> {
  const { organization, plan, name } = readOptions(rest);
  if (!organization) throw new StartError(`--organization is missing.\n${USAGE}`);
  if (!(await storage.findPlan(plan))) {
    const names = (await storage.listPlans()).map(({ name }) => name).join(', ');
    throw new StartError(`--plan is ${JSON.stringify(plan)}, but must be one of: ${names}.`);
  }
  const existing = parseOrganizationId(organization);
  if (existing && !(await storage.findOrganization(existing))) {
    throw new StartError(
      `There is no organization ${existing}: give a name instead to make a new one.`,
    );
  }
  const organizationId = existing ?? trustId<OrganizationId>(deps.random.uuid());
  const key = makeApiKey('live', deps.random);
  const keyId = trustId<ApiKeyId>(deps.random.uuid());
  await storage.createLiveKey({
    organizationId,
    organizationName: organization,
    plan,
    key: { id: keyId, hash: key.hash, last4: key.last4, name: name ?? null },
    nowMs: deps.clock.now(),
  });
  return [
    `organization  ${organizationId}`,
    `key id        ${keyId}`,
    `key           ${key.secret}`,
    '',
    'The key is shown only this once: store it in a safe place.',
  ];
}

function readOptions(rest: string[]) {
  try {
    const { values } = parseArgs({
      args: rest,
      options: {
        organization: { type: 'string' },
        plan: { type: 'string', default: 'developer' },
        name: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`${why}\n${USAGE}`);
  }
}

async function list(storage: Storage): Promise<string[]> {
  const keys = await storage.listLiveKeys();
  if (keys.length === 0) return ['There are no live keys yet.'];
  return keys.map((key) => {
    const state = key.revokedAtMs === null ? 'active' : 'revoked';
    const created = new Date(key.createdAtMs).toISOString().slice(0, 10);
    const name = JSON.stringify(key.name ?? '');
    const organization = `${key.organizationId}  ${JSON.stringify(key.organizationName)}`;
    return `${key.id}  sk-live-…${key.last4}  ${state}  ${key.plan}  ${created}  ${organization}  ${name}`;
  });
}

async function revoke(rest: string[], storage: Storage, deps: ActionDeps): Promise<string[]> {
  const id = parseApiKeyId(rest[0]);
  if (!id) throw new StartError(`revoke needs the key's ID, as \`list\` shows it.\n${USAGE}`);
  if (!(await storage.revokeKey(id, deps.clock.now()))) {
    throw new StartError(`There is no active key ${id}: \`list\` shows all keys.`);
  }
  return [`revoked ${id}`];
}
