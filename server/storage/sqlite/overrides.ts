import type { Overrides } from '../port/plans.ts';

/** The names of the members in the table `organization_override`. Their values are JSON. */
const NAMES = {
  access: 'access',
  modules: 'modules',
  requestsPerMinute: 'requests_per_minute',
  discoveriesPerMonth: 'discoveries_per_month',
  concurrentDiscoveries: 'concurrent_discoveries',
  managesSites: 'manages_sites',
} as const satisfies Record<keyof Overrides, string>;

const MEMBERS = Object.keys(NAMES) as (keyof Overrides)[];

export interface OverrideRow {
  member: string;
  value: string;
}

export const toMember = (member: keyof Overrides): string => NAMES[member];

export const overrideRows = (overrides: Overrides): [string, string][] =>
  MEMBERS.filter((member) => overrides[member] !== undefined).map((member) => [
    NAMES[member],
    JSON.stringify(overrides[member]),
  ]);

export function toOverrides(rows: readonly OverrideRow[]): Overrides {
  const values = new Map(rows.map(({ member, value }) => [member, JSON.parse(value) as unknown]));
  const found = MEMBERS.filter((member) => values.has(NAMES[member]));
  return Object.fromEntries(found.map((member) => [member, values.get(NAMES[member])]));
}
