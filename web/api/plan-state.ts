import type { PlanState } from '../../shared/organization.ts';
import { fieldsOf, flagOf, isFields, listOf, numberOf, textOf } from './read.ts';
import { readBody, type SendRequest } from './request.ts';

/** An organization's plan and its month's quota. `send` is that of the organization, see `organization.ts`. */
export async function getPlanState(send: SendRequest): Promise<PlanState> {
  const answer = await readBody(await send('plan'));
  const fields = isFields(answer) ? answer : {};
  const entitlements = fieldsOf(fields, 'entitlements');
  const month = fieldsOf(fields, 'month');
  const plan = textOf(entitlements, 'plan') ?? '';
  return {
    entitlements: {
      plan,
      title: textOf(entitlements, 'title') ?? plan,
      access: textOf(entitlements, 'access') === 'full' ? 'full' : 'read',
      modules: listOf(entitlements, 'modules')
        .filter(isFields)
        .map((module) => ({
          name: textOf(module, 'name') ?? '',
          installed: flagOf(module, 'installed') ?? false,
        })),
      requests_per_minute: numberOf(entitlements, 'requests_per_minute') ?? 0,
      discoveries_per_month: numberOf(entitlements, 'discoveries_per_month'),
      concurrent_discoveries: numberOf(entitlements, 'concurrent_discoveries') ?? 0,
      overridden: listOf(entitlements, 'overridden').filter((name) => typeof name === 'string'),
    },
    month: {
      used: numberOf(month, 'used') ?? 0,
      reserved: numberOf(month, 'reserved') ?? 0,
      limit: numberOf(month, 'limit'),
      reset_at: textOf(month, 'reset_at') ?? '',
    },
    upgrade_url: textOf(fields, 'upgrade_url') ?? '/upgrade',
  };
}
