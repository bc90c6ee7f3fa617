import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { monthlyLedgerId } from '../identifiers/ids.ts';
import { auditRecord } from '../organizations/audit.ts';
import { StartError } from '../start/start-error.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';
import type { Overrides, PlanTerms } from '../storage/port/plans.ts';
import { findOrganization } from './find-organization.ts';
import { actOnPlan, PLAN_USAGE } from './org-plan.ts';
import {
  describeChange,
  describeTerms,
  OPTION_OF,
  readTerms,
  readYesNo,
  TERM_OPTIONS,
  TERMS_USAGE,
} from './plan-terms.ts';
import { runWithStorage, type CommandDeps } from './run-with-storage.ts';

const USAGE = `usage (ORG is an organization's UUID or name):
  npm run org -- list
  npm run org -- show ORG
  npm run org -- set ORG --plan NAME
  npm run org -- override ORG ${TERMS_USAGE}
      [--manages-sites yes|no] [--reset discoveries,modules|all]
${PLAN_USAGE}`;

/** The names of the members as `--reset` takes them. */
const RESETTABLE: Readonly<Record<keyof Overrides, string>> = {
  ...OPTION_OF,
  managesSites: 'manages-sites',
};

/**
 * The operator's command for plans and for what one organization may do beside its plan. A change takes effect at
 * the next request of a running server.
 * @throws StartError with the line that the operator sees
 */
export function runOrgCommand(args: string[], config: Config, deps: CommandDeps): Promise<void> {
  return runWithStorage(config, deps, (storage) => act(args, storage, deps));
}

async function act(args: string[], storage: Storage, deps: CommandDeps): Promise<string[]> {
  const [action, ...rest] = args;
  switch (action) {
    case 'list':
      return list(storage);
    case 'show':
      return show(await findOrganization(rest[0], storage, USAGE), storage, deps);
    case 'set':
      return setPlan(rest, storage, deps);
    case 'override':
      return override(rest, storage, deps);
    case 'plan':
      return actOnPlan(rest, storage, deps, USAGE);
    default:
      throw new StartError(USAGE);
  }
}

async function list(storage: Storage): Promise<string[]> {
  const organizations = await storage.listOrganizations();
  if (organizations.length === 0) return ['There are no organizations yet.'];
  return organizations.map(
    ({ id, name, plan, keys }) =>
      `${id}  ${plan}  ${keys} ${keys === 1 ? 'key' : 'keys'}  ${JSON.stringify(name)}`,
  );
}

async function show(
  organization: OrganizationRecord,
  storage: Storage,
  { clock }: CommandDeps,
): Promise<string[]> {
  const { id, name, plan, overrides } = organization;
  const terms = termsOf(organization);
  const month = new Date(clock.now()).toISOString().slice(0, 7);
  const ledger = { id: monthlyLedgerId(id, month), limit: terms.discoveriesPerMonth };
  const { used, reserved } = await storage.readLedger(ledger);
  const described = describeTerms(terms).map(
    ([member, text]) => `  ${text}${Object.hasOwn(overrides, member) ? '  (own)' : ''}`,
  );
  return [
    `${name}  ${id}`,
    `plan ${plan}${Object.keys(overrides).length > 0 ? ', with what is marked as its own:' : ':'}`,
    ...described,
    `  ${overrides.managesSites === true ? 'decides' : 'does not decide'} which sites may frame the playground`,
    `used in ${month}: ${used} discoveries, and ${reserved} that run now`,
  ];
}

async function setPlan(rest: string[], storage: Storage, deps: CommandDeps): Promise<string[]> {
  const { values, positionals } = read(rest, { plan: { type: 'string' } });
  const { plan } = values;
  if (typeof plan !== 'string') throw new StartError(`--plan is missing.\n${USAGE}`);
  const organization = await findOrganization(positionals[0], storage, USAGE);
  const target = `plan ${organization.plan} → ${plan}`;
  if (!(await storage.setPlan(organization.id, plan, audit(organization, target, deps)))) {
    const names = (await storage.listPlans()).map(({ name }) => name).join(', ');
    throw new StartError(`--plan is ${JSON.stringify(plan)}, but must be one of: ${names}.`);
  }
  return [`${organization.name}: ${target}`, 'It takes effect at the next request.'];
}

async function override(rest: string[], storage: Storage, deps: CommandDeps): Promise<string[]> {
  const { values, positionals } = read(rest, {
    ...TERM_OPTIONS,
    'manages-sites': { type: 'string' },
    reset: { type: 'string' },
  });
  const organization = await findOrganization(positionals[0], storage, USAGE);
  const manages = values['manages-sites'];
  const set: Overrides = {
    ...readTerms(values),
    ...(manages === undefined ? {} : { managesSites: readYesNo('manages-sites', manages) }),
  };
  const reset = readReset(values.reset);
  if (Object.keys(set).length + reset.length === 0) {
    throw new StartError(`Say what to override or reset.\n${USAGE}`);
  }
  const kept = Object.entries(organization.overrides).filter(
    ([member]) => !reset.some((name) => name === member),
  );
  const after = { ...organization, overrides: { ...Object.fromEntries(kept), ...set } };
  const target = describeOverride(organization, after);
  const changes = target !== '';
  // Stored even if the value equals the plan's: the organization keeps it when the plan changes.
  await storage.setOverrides(
    organization.id,
    set,
    reset,
    changes ? audit(organization, target, deps) : undefined,
  );
  if (!changes) return [`${organization.name}: noted. What it may do stays as it was.`];
  return [`${organization.name}: ${target}`, 'It takes effect at the next request.'];
}

function describeOverride(before: OrganizationRecord, after: OrganizationRecord): string {
  const terms = describeChange(termsOf(before), termsOf(after));
  const manages = after.overrides.managesSites === true;
  if (manages === (before.overrides.managesSites === true)) return terms;
  const sites = `${manages ? 'decides' : 'does not decide any more'} which sites may frame the playground`;
  return terms === '' ? sites : `${terms}; ${sites}`;
}

function termsOf({ plan, planRecord, overrides }: OrganizationRecord): PlanTerms {
  if (!planRecord) throw new Error(`There is no plan ${JSON.stringify(plan)} in the data.`);
  return { ...planRecord, ...overrides };
}

function readReset(text: string | undefined): (keyof Overrides)[] {
  if (text === undefined) return [];
  const members = Object.keys(RESETTABLE) as (keyof Overrides)[];
  if (text === 'all') return members;
  return text.split(',').map((name) => {
    const member = members.find((member) => RESETTABLE[member] === name.trim());
    if (member) return member;
    throw new StartError(
      `--reset is ${JSON.stringify(text)}, but must be all, or a list of these: ${Object.values(RESETTABLE).join(', ')}.`,
    );
  });
}

const audit = ({ id }: OrganizationRecord, target: string, deps: CommandDeps) =>
  auditRecord(deps, { organizationId: id, action: 'plan.changed', actor: 'operator', target });

function read<Options extends Record<string, { type: 'string' }>>(
  args: string[],
  options: Options,
): { values: Partial<Record<keyof Options, string>>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values, positionals };
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
