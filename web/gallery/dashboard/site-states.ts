import type { Funnel, FunnelRow } from '../../../shared/funnel.ts';
import type { Site } from '../../../shared/organization.ts';
import { ORGANIZATION_ID, OTHER_ORGANIZATION_ID } from './account-answers.ts';
import { BROKEN, refuse, type Answers } from './answers.ts';
import { ago, DAY_MS } from './fixed-time.ts';
import type { DashboardState } from './state.ts';

const path = `/${ORGANIZATION_ID}/sites`;
const about = 'GET /api/v1/organizations/*';
const list = 'GET /api/v1/organizations/*/sites';

const funnelOf = 'GET /api/v1/organizations/*/sites/funnel';

const site = (index: number, fields: Partial<Site>): Site => ({
  id: `517e0000-0000-4000-8000-00000000000${index}`,
  origin: 'https://docs.acme.example',
  name: 'docs.acme.example',
  created_at: ago(index * DAY_MS),
  created_by: 'Ada Lovelace',
  settings: { cta: null, accent: null, examples: [], languages: [] },
  accent_shown: null,
  ...fields,
});
const SITES: Site[] = [
  site(1, {}),
  site(2, {
    origin: 'https://a-rather-long-name-of-a-host.developers.warehouse.example:8443',
    name: 'Developer portal of the warehouse',
    created_by: null,
  }),
];
const DAYS = 30;

/** Fewer at weekends; each step takes a part of the one before. */
function funnel(sites: readonly { site: string; share: number }[]): Funnel {
  const rows = Array.from({ length: DAYS }, (_, index) => index).flatMap((index) =>
    sites.map(({ site, share }): FunnelRow => {
      const seen = Math.ceil((index % 7 > 4 ? 40 : 300 + ((index * 37) % 200)) * share);
      const part = (ratio: number) => Math.floor(seen * ratio);
      return {
        ...{ day: ago((DAYS - 1 - index) * DAY_MS).slice(0, 10), site, seen },
        ...{ started: part(0.4), key: part(0.38), first_result: part(0.3) },
        ...{ spent: part(0.06), signed_up: part(0.03) },
      };
    }),
  );
  const total = { seen: 0, started: 0, key: 0, first_result: 0, spent: 0, signed_up: 0 };
  for (const row of rows) {
    total.seen += row.seen;
    total.started += row.started;
    total.key += row.key;
    total.first_result += row.first_result;
    total.spent += row.spent;
    total.signed_up += row.signed_up;
  }
  return { from: ago((DAYS - 1) * DAY_MS).slice(0, 10), to: ago(0).slice(0, 10), rows, total };
}
const FUNNEL = funnel([
  ...SITES.map(({ origin }, index) => ({ site: origin, share: 0.6 / (index + 1) })),
  { site: '', share: 0.3 },
  { site: 'other', share: 0.05 },
]);

const manages: Answers = {
  [about]: { json: { name: 'Acme', manages_sites: true } },
  [funnelOf]: { json: FUNNEL },
  [`${funnelOf}.csv`]: BROKEN,
};
const answers: Answers = {
  ...manages,
  [list]: { json: { sites: SITES } },
  'POST /api/v1/organizations/*/sites': refuse(400, 'invalid_field'),
  'PATCH /api/v1/organizations/*/sites/*': refuse(400, 'invalid_field'),
  'DELETE /api/v1/organizations/*/sites/*': BROKEN,
};

/** Playground sites. */
export const SITE_STATES: Readonly<Record<string, DashboardState>> = {
  sites: { path, answers },
  'sites-empty': { path, answers: { ...manages, [list]: { json: { sites: [] } } } },
  'sites-funnel-table': { path, answers, click: ['Table'] },
  'sites-funnel-step': { path, answers, choose: { label: 'Show', value: 'spent' } },
  'sites-funnel-csv-failed': { path, answers, click: ['Download CSV'] },
  'sites-funnel-empty': { path, answers: { ...answers, [funnelOf]: { json: funnel([]) } } },
  'sites-funnel-loading': { path, answers: { ...answers, [funnelOf]: 'pending' } },
  'sites-funnel-error': { path, answers: { ...answers, [funnelOf]: BROKEN } },
  'sites-of-operator': {
    path,
    answers: { [about]: { json: { name: 'Acme', manages_sites: false } } },
  },
  'sites-as-member': { path: `/${OTHER_ORGANIZATION_ID}/sites`, answers },
  'sites-loading': { path, answers: { ...manages, [list]: 'pending' } },
  'sites-error': { path, answers: { ...manages, [list]: BROKEN } },
  'sites-offline': { path, answers: { [about]: 'offline' }, offline: true },
  'site-add': { path, answers, click: ['Add site'] },
  'site-settings': { path, answers, click: ['Settings'] },
  'site-settings-failed': { path, answers, click: ['Settings', 'Save'] },
  'site-remove': { path, answers, click: ['Remove'] },
  'site-remove-failed': { path, answers, click: ['Remove', 'Remove'] },
};
