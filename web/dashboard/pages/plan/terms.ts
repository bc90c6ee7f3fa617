import type { Entitlements } from '../../../../shared/organization.ts';
import { formatNumber } from '../../numbers.ts';
import { strings } from './strings.ts';

interface Term {
  label: string;
  value: string;
  /** Whether the operator gave this organization another value than the plan's. */
  isOverridden: boolean;
}

/** The values of a plan, in the order in which they are shown. Its modules stand in a list of their own. */
export function termsOf(entitlements: Entitlements): Term[] {
  const {
    title,
    access,
    requests_per_minute: requests,
    discoveries_per_month: discoveries,
    concurrent_discoveries: concurrent,
    overridden,
  } = entitlements;
  const term = (label: string, value: string, member: keyof Entitlements): Term => ({
    label,
    value,
    isOverridden: overridden.includes(member),
  });
  return [
    term(strings.plan, title, 'plan'),
    term(strings.access, strings.accessValues[access], 'access'),
    term(strings.requests, formatNumber(requests), 'requests_per_minute'),
    term(
      strings.discoveries,
      discoveries === null ? strings.unlimited : formatNumber(discoveries),
      'discoveries_per_month',
    ),
    term(strings.concurrent, formatNumber(concurrent), 'concurrent_discoveries'),
  ];
}
