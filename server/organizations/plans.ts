/** The modules of the API. `skanyr` is built in; the others are reached through a reverse proxy. */
export const MODULES = [
  'skanyr',
  'evadr',
  'webgrph',
  'nexus',
  'parlyr',
  'fetchyr',
  'kolektr',
] as const;
export type Module = (typeof MODULES)[number];

export const isModule = (text: string): text is Module => MODULES.some((name) => name === text);

/** `playground`, or the name of a plan in the data. */
export type PlanName = string;

/** What an organization gets when it signs up, until the operator changes it. */
export const FIRST_PLAN = 'developer';

/** A short-window limit: `limit` requests in a fixed window of `windowSeconds`. */
export interface RateWindow {
  name: string;
  limit: number;
  windowSeconds: number;
}

/** How many discoveries there are, in which period. `lifetime` never resets. */
export type QuotaRule =
  | { kind: 'lifetime'; limit: number }
  | { kind: 'monthly'; limit: number | null };

/** What a caller may do. For an organization this is its plan with its overrides, see `entitlements.ts`. */
export interface Plan {
  name: PlanName;
  title: string;
  /** `read`: every write is refused. */
  access: 'read' | 'full';
  modules: readonly Module[];
  window: RateWindow;
  quota: QuotaRule;
  /** How many discoveries may run at once. Null: as many as the server takes. */
  concurrentDiscoveries: number | null;
}

/**
 * The plan of anonymous visitors. It is here and not in the database, because the price of a new visitor, the widget
 * and the documentation assume these numbers. The other plans are rows of the database, which the operator changes
 * with `npm run org -- plan set`.
 */
export const PLAYGROUND = {
  name: 'playground',
  title: 'Playground',
  access: 'read',
  modules: ['skanyr'],
  window: { name: 'burst', limit: 60, windowSeconds: 60 },
  quota: { kind: 'lifetime', limit: 10 },
  concurrentDiscoveries: null,
} as const satisfies Plan;
