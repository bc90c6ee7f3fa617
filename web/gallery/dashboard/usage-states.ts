import type { Usage, UsageRow } from '../../../shared/usage.ts';
import { ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, type Answers } from './answers.ts';
import { ago, DAY_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/usage`;
const route = 'GET /api/v1/organizations/*/usage';
const DAYS = 30;

/** Fewer on each seventh day, and none on two days. */
function rowsOf(parts: readonly { part: string; label: string; share: number }[]): UsageRow[] {
  return Array.from({ length: DAYS }, (_, index) => index).flatMap((index) => {
    if (index === 9 || index === 10) return [];
    const busy = index % 7 > 4 ? 12 : 140 + ((index * 37) % 90);
    return parts.map(({ part, label, share }): UsageRow => ({
      day: ago((DAYS - 1 - index) * DAY_MS).slice(0, 10),
      part,
      label,
      requests: Math.ceil(busy * share),
      discoveries: Math.floor((busy * share) / 8),
      duration_ms: 80 + ((index * 53) % 400),
    }));
  });
}

function usage(split: Usage['split'], rows: UsageRow[]): Answers {
  const total = { requests: 0, discoveries: 0 };
  for (const { requests, discoveries } of rows) {
    total.requests += requests;
    total.discoveries += discoveries;
  }
  const [first, last] = [ago((DAYS - 1) * DAY_MS), ago(0)];
  const answer: Usage = { from: first.slice(0, 10), to: last.slice(0, 10), split, rows, total };
  return { [route]: { json: answer }, [`${route}.csv`]: BROKEN };
}

const answers = usage(
  'module',
  rowsOf([
    { part: 'skanyr', label: 'skanyr', share: 0.7 },
    { part: 'webgrph', label: 'webgrph', share: 0.2 },
    { part: 'fetchyr', label: 'fetchyr', share: 0.1 },
  ]),
);
/** More keys than the chart has colours. */
const byKey = usage(
  'key',
  rowsOf(
    [
      'Billing service, production',
      'Warehouse importer',
      'Nightly report',
      'Members',
      '…kk8A',
      'Prototype',
      'Deploy',
      'A deleted key',
    ].map((label, index) => ({ part: `key-${index}`, label, share: 0.4 / (index + 1) })),
  ),
);

/** Usage. */
export const USAGE_STATES: Readonly<Record<string, DashboardState>> = {
  usage: { path, answers },
  'usage-table': { path, answers, click: ['Table'] },
  'usage-by-key': {
    path,
    answers: byKey,
    choose: { label: 'Split by', value: 'key' },
  },
  'usage-not-split': {
    path,
    answers: usage('none', rowsOf([{ part: '', label: '', share: 1 }])),
    choose: { label: 'Split by', value: 'none' },
  },
  'usage-custom-days': { path, answers, choose: { label: 'Days', value: 'custom' } },
  'usage-csv-failed': { path, answers, click: ['Download CSV'] },
  'usage-as-member': { path: `/${OTHER_ORGANIZATION_ID}/usage`, answers },
  'usage-empty': { path, answers: usage('module', []) },
  'usage-loading': { path, answers: { [route]: 'pending' } },
  'usage-error': { path, answers: { [route]: BROKEN } },
  'usage-offline': { path, answers: { [route]: 'offline' }, offline: true },
};
