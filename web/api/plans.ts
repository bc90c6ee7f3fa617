import { isFields, listOf, textOf } from './read.ts';
import { readBody, type SendRequest } from './request.ts';

/** A plan as `GET /api/v1/plans` describes it. */
export interface Plan {
  name: string;
  title: string;
  access: 'read' | 'full';
  modules: string[];
  /** The quota in words, such as "10 discoveries for life". */
  quota: string;
  /** The short-term limits in words, such as "60 requests a minute". */
  windows: string;
  priceNote: string | null;
}

export interface PlanList {
  plans: Plan[];
  /** Modules that are installed on this server. Null for an older server, which does not say. */
  installedModules: string[] | null;
  operatorContact: string | null;
}

export async function getPlans(send: SendRequest): Promise<PlanList> {
  return readPlans(await readBody(await send('/api/v1/plans')));
}

function readPlans(value: unknown): PlanList {
  if (!isFields(value)) return { plans: [], installedModules: null, operatorContact: null };
  const plans = listOf(value, 'plans')
    .filter(isFields)
    .map((plan) => ({
      name: textOf(plan, 'name') ?? '',
      title: textOf(plan, 'title') ?? textOf(plan, 'name') ?? '',
      access: textOf(plan, 'access') === 'full' ? ('full' as const) : ('read' as const),
      modules: listOf(plan, 'modules').filter((name) => typeof name === 'string'),
      quota: textOf(plan, 'quota') ?? '',
      windows: textOf(plan, 'windows') ?? '',
      priceNote: textOf(plan, 'price_note'),
    }));
  const installedModules = Array.isArray(value['installed_modules'])
    ? listOf(value, 'installed_modules').filter((name) => typeof name === 'string')
    : null;
  return { plans, installedModules, operatorContact: textOf(value, 'operator_contact') };
}
