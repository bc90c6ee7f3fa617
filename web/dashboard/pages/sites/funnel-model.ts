import { signal } from '@preact/signals';
import {
  OTHER_SITES,
  OWN_PAGES,
  type Funnel,
  type FunnelCounts,
  type FunnelStep,
} from '../../../../shared/funnel.ts';
import { getFunnel, getFunnelCsv } from '../../../api/funnel.ts';
import type { Membership } from '../../models/access.ts';
import { createAction } from '../../models/action.ts';
import type { Dashboard } from '../../models/dashboard.ts';
import { utcDay, type CountsView } from '../../models/day-series.ts';
import { createResource } from '../../models/resource.ts';
import { strings } from './funnel-strings.ts';

export const RANGES = ['7', '30', '90'] as const;
type Range = (typeof RANGES)[number];
/** The steps in the order in which a visitor takes them. */
export const STEPS = Object.keys(strings.steps) as FunnelStep[];

const DAY_MS = 24 * 3600 * 1000;

/** @param save saves a file on the person's device */
export function createFunnel(
  app: Pick<Dashboard, 'sendFor' | 'nowMs'>,
  organization: Pick<Membership, 'id'>,
  save: (content: Blob, name: string) => void,
) {
  const send = app.sendFor(organization.id);
  const range = signal<Range>('30');
  const step = signal<FunnelStep>('seen');
  const view = signal<CountsView>('chart');
  const question = () => ({
    from: utcDay(app.nowMs() - (Number(range.peek()) - 1) * DAY_MS),
    to: utcDay(app.nowMs()),
  });
  const funnel = createResource(() => getFunnel(send, question()));
  const csv = createAction(async () => {
    const asked = question();
    save(await getFunnelCsv(send, asked), `funnel-${asked.from}-to-${asked.to}.csv`);
  });
  return {
    ...{ funnel, range, step, view, csv },
    chooseRange: (next: Range) => {
      range.value = next;
      void funnel.reload();
    },
    chooseStep: (next: FunnelStep) => (step.value = next),
    show: (next: CountsView) => (view.value = next),
  };
}

export type FunnelModel = ReturnType<typeof createFunnel>;

export interface SiteSum {
  site: string;
  label: string;
  counts: FunnelCounts;
}

/** The counts of each site over all days, the site that was seen most first. */
export function sumSites({ rows }: Pick<Funnel, 'rows'>): SiteSum[] {
  const sums = new Map<string, SiteSum>();
  for (const { day: _, site, ...counts } of rows) {
    const sum = sums.get(site);
    if (!sum) sums.set(site, { site, label: siteLabel(site), counts });
    else for (const step of STEPS) sum.counts[step] += counts[step];
  }
  return [...sums.values()].sort((a, b) => b.counts.seen - a.counts.seen);
}

export function siteLabel(site: string): string {
  if (site === OWN_PAGES) return strings.ownPages;
  return site === OTHER_SITES ? strings.elsewhere : site;
}
