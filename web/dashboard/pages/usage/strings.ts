import type { UsageSplit } from '../../../../shared/usage.ts';

const splits: Record<UsageSplit, string> = {
  none: 'Nothing',
  module: 'Module',
  key: 'Key',
  status: 'Status',
};

export const strings = {
  title: 'Usage',
  lead: 'Requests and charged discoveries of this organization, by UTC day. The dashboard’s own requests count too, under the module “organization”.',
  range: 'Days',
  ranges: { '7': '7 days', '30': '30 days', '90': '90 days', custom: 'Custom' },
  from: 'From',
  to: 'To',
  flaws: {
    incomplete: 'Choose both days.',
    reversed: 'The first day comes after the last.',
    too_long: 'Choose at most 366 days.',
    future: 'The last day is in the future.',
  },
  split: 'Split by',
  splits,
  measure: 'Count',
  measures: { discoveries: 'Discoveries', requests: 'Requests' },
  totals: { discoveries: 'Discoveries charged', requests: 'Requests' },
  chart: (measure: string) => `${measure} by day. The arrow keys move between days.`,
  other: 'All others',
  table: 'Usage by day',
  columns: {
    day: 'Day',
    requests: 'Requests',
    discoveries: 'Discoveries',
    duration: 'Mean duration',
  },
  milliseconds: (value: string) => `${value} ms`,
  emptyTitle: 'No requests on these days',
  emptyText: 'A request appears here within a second of its answer. Make a key and call the API.',
  toKeys: 'Open API Keys',
};
