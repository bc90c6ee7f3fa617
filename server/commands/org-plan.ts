import { parseArgs } from 'node:util';
import { auditRecord } from '../organizations/audit.ts';
import { StartError } from '../start/start-error.ts';
import type { Storage } from '../storage/port.ts';
import type { PlanRecord } from '../storage/port/plans.ts';
import {
  describeChange,
  describeTerms,
  OPTION_OF,
  readTerms,
  readYesNo,
  TERM_OPTIONS,
  TERMS_USAGE,
} from './plan-terms.ts';
import type { CommandDeps } from './run-with-storage.ts';

export const PLAN_USAGE = `  npm run org -- plan list
  npm run org -- plan set NAME [--title "Startup"] [--public yes|no]
      ${TERMS_USAGE}
      (a new plan needs all of the second line but --access)`;

/** `org plan list` and `org plan set`. */
export async function actOnPlan(
  [action, ...rest]: string[],
  storage: Storage,
  deps: CommandDeps,
  usage: string,
): Promise<string[]> {
  switch (action) {
    case 'list':
      return (await storage.listPlans()).flatMap(describePlan);
    case 'set':
      return setPlan(rest, storage, deps, usage);
    default:
      throw new StartError(usage);
  }
}

const describePlan = (plan: PlanRecord): string[] => [
  `${plan.name}  ${JSON.stringify(plan.title)}${plan.isPublic ? '' : '  (not on the upgrade page)'}`,
  ...describeTerms(plan).map(([, text]) => `  ${text}`),
];

async function setPlan(
  rest: string[],
  storage: Storage,
  deps: CommandDeps,
  usage: string,
): Promise<string[]> {
  const { name, values } = read(rest, usage);
  const before = await storage.findPlan(name);
  const given = {
    ...readTerms(values),
    ...(values.title === undefined ? {} : { title: values.title }),
    ...(values.public === undefined ? {} : { isPublic: readYesNo('public', values.public) }),
  };
  if (!before) {
    const plan = { name, ...newPlan(name, given) };
    await storage.savePlan(plan, []);
    return ['Made a new plan:', ...describePlan(plan)];
  }
  const plan = { ...before, ...given };
  const change = describeChange(before, plan);
  const users = await storage.listOrganizations();
  const target = `plan ${name}: ${change}`;
  const audits = users
    .filter((organization) => organization.plan === name && change !== '')
    .map(({ id }) =>
      auditRecord(deps, { organizationId: id, action: 'plan.changed', actor: 'operator', target }),
    );
  await storage.savePlan(plan, audits);
  return [
    ...describePlan(plan),
    `It holds from the next request on, for ${users.filter((user) => user.plan === name).length} organizations.`,
  ];
}

/** @throws StartError naming the options that are missing */
function newPlan(name: string, given: Partial<PlanRecord>): Omit<PlanRecord, 'name'> {
  const { modules, requestsPerMinute, discoveriesPerMonth, concurrentDiscoveries } = given;
  if (
    modules === undefined ||
    requestsPerMinute === undefined ||
    discoveriesPerMonth === undefined ||
    concurrentDiscoveries === undefined
  ) {
    const needed = [
      'modules',
      'requestsPerMinute',
      'discoveriesPerMonth',
      'concurrentDiscoveries',
    ] as const;
    const missing = needed.filter((member) => given[member] === undefined);
    throw new StartError(
      `There is no plan ${name} yet, and a new one needs ${missing.map((member) => `--${OPTION_OF[member]}`).join(', ')} too.`,
    );
  }
  return {
    title: given.title ?? name,
    access: given.access ?? 'full',
    modules,
    requestsPerMinute,
    discoveriesPerMonth,
    concurrentDiscoveries,
    isPublic: given.isPublic ?? true,
  };
}

function read(args: string[], usage: string) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...TERM_OPTIONS, title: { type: 'string' }, public: { type: 'string' } },
      allowPositionals: true,
    });
    const [name = ''] = positionals;
    if (name === 'playground') {
      throw new Error(
        'The playground’s plan is part of the program: visitors have ten discoveries.',
      );
    }
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) {
      throw new Error('A plan’s name is 1 to 31 small letters, digits and hyphens.');
    }
    return { name, values };
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
