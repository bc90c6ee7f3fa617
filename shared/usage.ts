import { Type, type Static } from 'typebox';

export const Day = Type.String({ format: 'date', description: 'UTC day, such as 2026-11-24' });

/** What the counts of each day are split by. */
export const UsageSplit = Type.Union([
  Type.Literal('none'),
  Type.Literal('module'),
  Type.Literal('key'),
  Type.Literal('status'),
]);
export type UsageSplit = Static<typeof UsageSplit>;

export const UsageQuery = Type.Object({
  /** The first day; by default 29 days before `to`. */
  from: Type.Optional(Day),
  /** The last day, inclusive; by default today. At most 366 days after `from`. */
  to: Type.Optional(Day),
  split: Type.Optional(UsageSplit),
});
export type UsageQuery = Static<typeof UsageQuery>;

export const UsageRow = Type.Object({
  day: Day,
  /** The module, the key's ID, or the status class such as `2xx`; empty where nothing is split. */
  part: Type.String(),
  /** The part in words for people: a key's name instead of its ID. */
  label: Type.String(),
  requests: Type.Integer(),
  /** The number of discoveries that were charged. */
  discoveries: Type.Integer(),
  /** The mean duration of a request, in milliseconds. */
  duration_ms: Type.Integer(),
});
export type UsageRow = Static<typeof UsageRow>;

/** What `GET …/usage` answers. Days and parts without a request have no row. */
export const Usage = Type.Object({
  from: Day,
  to: Day,
  split: UsageSplit,
  rows: Type.Array(UsageRow),
  total: Type.Object({ requests: Type.Integer(), discoveries: Type.Integer() }),
});
export type Usage = Static<typeof Usage>;
