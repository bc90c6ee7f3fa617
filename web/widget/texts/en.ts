import type { TargetFlaw } from '../models/target-url.ts';
import { createNumbers } from './numbers.ts';

const { decimal, plural } = createNumbers('en');
const endpoints = { one: '# endpoint', other: '# endpoints' };

const flaws: Record<TargetFlaw, string> = {
  empty: 'Enter the address of a site or an API, such as example.com.',
  too_long: 'The address is longer than 2,048 characters.',
  malformed: 'This is not a web address.',
  scheme: 'Only http and https addresses can be discovered.',
  userinfo: 'The address must not hold a user name or password.',
  host: 'This name has no ending, such as .com.',
};

/** The texts of the first paint and of how it ends; the others are in `en-run.ts`, fetched with the first run. */
export const en = {
  brand: 'KLOAKD',
  product: 'Playground',
  testMode: 'Test mode',
  meter: (left: number, limit: number) =>
    plural(limit, { one: `${left} of # discovery left`, other: `${left} of # discoveries left` }),
  meterFree: (limit: number) =>
    plural(limit, { one: '# free discovery', other: '# free discoveries' }),
  maskedKey: 'Your test key',
  urlLabel: 'Find the APIs behind a site',
  urlPlaceholder: 'https://example.com',
  run: 'Run',
  cancel: 'Cancel',
  runIn: (seconds: number) =>
    seconds < 100 ? `Run in ${seconds} s` : `Run in ${Math.ceil(seconds / 60)} min`,
  examples: 'Try',
  useSuggestion: (url: string) => `Use ${url}`,
  privacyLine:
    'Your first run computes a fingerprint of this browser, to count ten free runs without a signup.',
  privacyLink: 'What and why',
  flaws,
  partMissing: 'A part of the page could not be loaded. It was probably updated.',
  reload: 'Reload the page',
  endpoints: (count: number) => plural(count, endpoints),
  finished: (count: number, ms: number, charged: boolean) =>
    `Finished: ${plural(count, endpoints)} in ${decimal(ms / 1000)} seconds. ${charged ? '1 discovery used.' : 'Not charged.'}`,
  charged: '1 discovery used',
  notCharged: 'Not charged',
  cancelled: 'Cancelled',
  sample: 'Sample',
  sampleText: 'This is what a result looks like.',
  noScript: 'This is a sample. Running a discovery of your own needs JavaScript.',
  offlineBadge: 'Offline',
};

export type Strings = typeof en;
