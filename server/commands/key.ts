import { parseArgs } from 'node:util';
import { makeApiKey } from '../identifiers/api-key.ts';
import type { Config } from '../config/config.ts';
import {
  parseApiKeyId,
  parseOrganizationId,
  trustId,
  type ApiKeyId,
  type OrganizationId,
} from '../identifiers/ids.ts';
import { StartError } from '../start/start-error.ts';
import { statusOf } from '../organizations/list-keys.ts';
import { readExpiry } from '../organizations/key-restrictions.ts';
import { FIRST_PLAN } from '../organizations/plans.ts';
import { Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import { readAccess } from './plan-terms.ts';
import { runWithStorage, type CommandDeps } from './run-with-storage.ts';

const USAGE = `usage:
  npm run key -- create --organization "Acme" [--plan developer|enterprise] [--name "CI"]
      [--access read|full] [--expires 2027-01-31]
  npm run key -- list
  npm run key -- revoke KEY_ID`;

type ActionDeps = Pick<CommandDeps, 'clock' | 'random'>;

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
  await runWithStorage(config, deps, (storage) => act(action, rest, storage, deps));
}

function act(action: string | undefined, rest: string[], storage: Storage, deps: ActionDeps) {
  switch (action) {
    case 'create':
      return create(rest, storage, deps);
    case 'list':
      return list(storage, deps);
    case 'revoke':
      return revoke(rest, storage, deps);
    default:
      throw new StartError(USAGE);
  }
}

/** Makes a live key: of a new organization with that name, or of the existing one with that UUID. */
async function create(rest: string[], storage: Storage, deps: ActionDeps): Promise<string[]> {
  const { organization, plan, name, access, expires } = readOptions(rest);
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
  const nowMs = deps.clock.now();
  await storage.createLiveKey({
    organizationId,
    organizationName: organization,
    plan,
    key: {
      id: keyId,
      hash: key.hash,
      last4: key.last4,
      name: name ?? null,
      access: readAccess(access),
      expiresAtMs: expiryOf(expires, nowMs),
    },
    nowMs,
  });
  return [
    `organization  ${organizationId}`,
    `key id        ${keyId}`,
    `key           ${key.secret}`,
    '',
    'The key is shown only this once: store it in a safe place.',
  ];
}

function expiryOf(text: string | undefined, nowMs: number): number | null {
  try {
    return readExpiry(text ?? null, nowMs);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new StartError(
      `--expires is ${JSON.stringify(text)}, but must be a day or time to come, such as 2027-01-31.`,
    );
  }
}

function readOptions(rest: string[]) {
  try {
    const { values } = parseArgs({
      args: rest,
      options: {
        organization: { type: 'string' },
        plan: { type: 'string', default: FIRST_PLAN },
        name: { type: 'string' },
        access: { type: 'string', default: 'full' },
        expires: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(`${why}\n${USAGE}`);
  }
}

async function list(storage: Storage, deps: ActionDeps): Promise<string[]> {
  const keys = await storage.listLiveKeys();
  if (keys.length === 0) return ['There are no live keys yet.'];
  return keys.map((key) => {
    const state = statusOf(key, deps.clock.now());
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
