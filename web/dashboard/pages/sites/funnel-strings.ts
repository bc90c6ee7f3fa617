import type { FunnelStep } from '../../../../shared/funnel.ts';

const steps: Record<FunnelStep, string> = {
  seen: 'Seen',
  started: 'Started',
  key: 'Key',
  first_result: 'First result',
  spent: 'All used',
  signed_up: 'Signed up',
};

export const strings = {
  title: 'How far visitors get',
  lead: 'Counts by site and UTC day. Nobody is tracked: no count can be joined to a person.',
  how: 'What is counted',
  explanations: [
    'Seen: the playground was loaded in a page.',
    'Started: Run was pressed by somebody without a key.',
    'Key: a test key was issued, also a new one to somebody who had one before.',
    'First result: the first discovery of a visitor.',
    'All used: the last discovery of a visitor.',
    'Signed up: a visitor’s discoveries were taken over into an account.',
  ],
  trust:
    'Which site a request comes from is what the browser says. A program can say another listed site, so read these as indications.',
  range: 'Days',
  ranges: { '7': '7 days', '30': '30 days', '90': '90 days' },
  step: 'Show',
  steps,
  chart: (step: string) => `${step} by day and site. The arrow keys move between days.`,
  otherSites: 'All others',
  table: 'How far visitors get, by site',
  site: 'Site',
  ownPages: 'This service’s own pages',
  elsewhere: 'Elsewhere or unknown',
  emptyTitle: 'Nothing was counted on these days',
  emptyText: 'A visit appears here within a second. Paste the code below into a page, and open it.',
};
