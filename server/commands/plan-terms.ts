import { isModule, MODULES } from '../organizations/plans.ts';
import { StartError } from '../start/start-error.ts';
import type { PlanTerms } from '../storage/port/plans.ts';

/** The command-line options for a plan's members, as `parseArgs` takes them. */
export const TERM_OPTIONS = {
  access: { type: 'string' },
  modules: { type: 'string' },
  'requests-per-minute': { type: 'string' },
  discoveries: { type: 'string' },
  concurrent: { type: 'string' },
} as const;

export type TermOptions = Partial<Record<keyof typeof TERM_OPTIONS, string>>;

export const TERMS_USAGE =
  '[--access read|full] [--modules skanyr,fetchyr] [--requests-per-minute N] [--discoveries N|unlimited] [--concurrent N]';

/** The name of each member's option. `--reset` takes the same names. */
export const OPTION_OF = {
  access: 'access',
  modules: 'modules',
  requestsPerMinute: 'requests-per-minute',
  discoveriesPerMonth: 'discoveries',
  concurrentDiscoveries: 'concurrent',
} as const satisfies Record<keyof PlanTerms, keyof TermOptions>;

/**
 * Reads the members that were given.
 * @throws StartError naming the option
 */
export function readTerms(given: TermOptions): Partial<PlanTerms> {
  const requestsPerMinute = given['requests-per-minute'];
  return {
    ...(given.access === undefined ? {} : { access: readAccess(given.access) }),
    ...(given.modules === undefined ? {} : { modules: readModules(given.modules) }),
    ...(requestsPerMinute === undefined
      ? {}
      : { requestsPerMinute: readCount('requests-per-minute', requestsPerMinute, 1) }),
    ...(given.discoveries === undefined
      ? {}
      : { discoveriesPerMonth: readDiscoveries(given.discoveries) }),
    ...(given.concurrent === undefined
      ? {}
      : { concurrentDiscoveries: readCount('concurrent', given.concurrent, 1) }),
  };
}

export function readAccess(text: string): PlanTerms['access'] {
  if (text === 'read' || text === 'full') return text;
  throw mustBe('access', text, 'read or full');
}

function readModules(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every(isModule)) return [...new Set(names)];
  throw mustBe('modules', text, `a list such as skanyr,fetchyr of these: ${MODULES.join(', ')}`);
}

function readDiscoveries(text: string): number | null {
  return text === 'unlimited' ? null : readCount('discoveries', text, 0);
}

function readCount(option: string, text: string, min: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min) return value;
  const alternative = option === 'discoveries' ? ', or unlimited' : '';
  throw mustBe(option, text, `a whole number from ${min} to 999999999${alternative}`);
}

export function readYesNo(option: string, text: string): boolean {
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw mustBe(option, text, 'yes or no');
}

const mustBe = (option: string, text: string, what: string) =>
  new StartError(`--${option} is ${JSON.stringify(text)}, but must be ${what}.`);

/** The members in words, one a line. */
export const describeTerms = (terms: PlanTerms): [keyof PlanTerms, string][] => [
  ['access', terms.access === 'full' ? 'reads and writes' : 'reads only'],
  ['modules', terms.modules.join(', ')],
  ['requestsPerMinute', `${count(terms.requestsPerMinute)} requests a minute`],
  ['discoveriesPerMonth', describeDiscoveries(terms.discoveriesPerMonth)],
  ['concurrentDiscoveries', `${count(terms.concurrentDiscoveries)} discoveries at once`],
];

const describeDiscoveries = (limit: number | null) =>
  limit === null ? 'no limit on discoveries' : `${count(limit)} discoveries a month`;

const count = (value: number) => value.toLocaleString('en');

/** Says what differs between two sets of terms: `1,000 discoveries a month → 5,000 discoveries a month`. */
export function describeChange(before: PlanTerms, after: PlanTerms): string {
  const words = new Map(describeTerms(before));
  return describeTerms(after)
    .filter(([member, text]) => words.get(member) !== text)
    .map(([member, text]) => `${words.get(member)} → ${text}`)
    .join('; ');
}
