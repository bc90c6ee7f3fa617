import { Type, type Static } from 'typebox';
import { Day } from './usage.ts';

export const FunnelQuery = Type.Object({
  /** The first day; by default 29 days before `to`. */
  from: Type.Optional(Day),
  /** The last day, inclusive; by default today. At most 366 days after `from`. */
  to: Type.Optional(Day),
});
export type FunnelQuery = Static<typeof FunnelQuery>;

/** How often each step was taken. Counts of events, not of people. */
export const FunnelCounts = Type.Object({
  seen: Type.Integer({ description: 'The playground was opened in a page' }),
  started: Type.Integer({ description: 'A caller asked what a key takes' }),
  key: Type.Integer({ description: 'A playground key was issued' }),
  first_result: Type.Integer({ description: 'A visitor’s first discovery was charged' }),
  spent: Type.Integer({ description: 'A visitor’s last discovery was charged' }),
  signed_up: Type.Integer({ description: 'An organization took a visitor’s discoveries over' }),
});
export type FunnelCounts = Static<typeof FunnelCounts>;
export type FunnelStep = keyof FunnelCounts;

/** The name in place of a site for the service's own pages. */
export const OWN_PAGES = '';
/** The name in place of a site for everything that is neither an own page nor a listed site. */
export const OTHER_SITES = 'other';

export const FunnelRow = Type.Object({
  day: Day,
  site: Type.String({
    description:
      'The origin of a listed site; empty for the service’s own pages; “other” for the rest',
  }),
  ...FunnelCounts.properties,
});
export type FunnelRow = Static<typeof FunnelRow>;

/** What `GET …/sites/funnel` answers. Days and sites without a count have no row. */
export const Funnel = Type.Object({
  from: Day,
  to: Day,
  rows: Type.Array(FunnelRow),
  total: FunnelCounts,
});
export type Funnel = Static<typeof Funnel>;
