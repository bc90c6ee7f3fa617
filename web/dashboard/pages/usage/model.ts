import { computed, signal } from '@preact/signals';
import type { UsageSplit } from '../../../../shared/usage.ts';
import { getUsage, getUsageCsv, type UsageQuestion } from '../../../api/usage.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { daysBetween, utcDay, type CountsView } from '../../models/day-series.ts';
import { createResource } from '../../models/resource.ts';

export const RANGES = ['7', '30', '90', 'custom'] as const;
export type Range = (typeof RANGES)[number];

/** What the chart's bars count. */
export type Measure = 'discoveries' | 'requests';

const DAY_MS = 24 * 3600 * 1000;
/** The most days that the service answers for. */
const DAYS_MAX = 366;

/** @param save saves a file on the person's device */
export function createUsage(
  app: Pick<Dashboard, 'sendFor' | 'nowMs'>,
  organization: Pick<Membership, 'id'>,
  save: (content: Blob, name: string) => void,
) {
  const send = app.sendFor(organization.id);
  const today = utcDay(app.nowMs());
  const daysAgo = (days: number) => utcDay(app.nowMs() - days * DAY_MS);

  const range = signal<Range>('30');
  const from = signal(daysAgo(29));
  const to = signal(today);
  const split = signal<UsageSplit>('module');
  const measure = signal<Measure>('discoveries');
  const view = signal<CountsView>('chart');
  /** Why the chosen days cannot be read, or null. */
  const flaw = computed(() => flawOf(from.value, to.value, today));

  const question = (): UsageQuestion => ({
    from: from.value,
    to: to.value,
    split: split.value,
  });
  const usage = createResource(() => getUsage(send, question()));
  const ask = () => {
    if (flaw.value === null) void usage.reload();
  };
  const csv = createAction(async () => {
    const asked = question();
    save(await getUsageCsv(send, asked), `usage-${asked.from}-to-${asked.to}.csv`);
  });

  return {
    ...{ usage, range, from, to, split, measure, view, flaw, csv, today },
    chooseRange: (next: Range) => {
      range.value = next;
      // A custom range begins with the days that were shown.
      if (next === 'custom') return;
      from.value = daysAgo(Number(next) - 1);
      to.value = today;
      ask();
    },
    chooseFrom: (day: string) => {
      from.value = day;
      ask();
    },
    chooseTo: (day: string) => {
      to.value = day;
      ask();
    },
    splitBy: (next: UsageSplit) => {
      split.value = next;
      ask();
    },
    count: (next: Measure) => (measure.value = next),
    show: (next: CountsView) => (view.value = next),
  };
}

export type UsageModel = ReturnType<typeof createUsage>;

type RangeFlaw = 'incomplete' | 'reversed' | 'too_long' | 'future';

function flawOf(from: string, to: string, today: string): RangeFlaw | null {
  if (from === '' || to === '') return 'incomplete';
  if (from > to) return 'reversed';
  if (to > today) return 'future';
  return daysBetween(from, to).length > DAYS_MAX ? 'too_long' : null;
}
