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

export type PlanName = 'playground' | 'developer' | 'enterprise';

/** A short-window limit: `limit` requests in a fixed window of `windowSeconds`. */
export interface RateWindow {
  name: string;
  limit: number;
  windowSeconds: number;
}

/** How many discoveries there are, and over what. `lifetime` never resets. */
export type QuotaRule =
  | { kind: 'lifetime'; limit: number }
  | { kind: 'monthly'; limit: number | null };

export interface Plan {
  name: PlanName;
  title: string;
  /** `read`: every write is refused with `read_only_key`. */
  access: 'read' | 'full';
  modules: readonly Module[];
  window: RateWindow;
  quota: QuotaRule;
}

/** What each plan includes: the one place that says so. */
export const PLANS: Readonly<Record<PlanName, Plan>> = {
  playground: {
    name: 'playground',
    title: 'Playground',
    access: 'read',
    modules: ['skanyr'],
    window: { name: 'burst', limit: 60, windowSeconds: 60 },
    quota: { kind: 'lifetime', limit: 10 },
  },
  developer: {
    name: 'developer',
    title: 'Developer',
    access: 'full',
    modules: ['skanyr', 'fetchyr', 'parlyr', 'webgrph'],
    window: { name: 'burst', limit: 300, windowSeconds: 60 },
    quota: { kind: 'monthly', limit: 1_000 },
  },
  enterprise: {
    name: 'enterprise',
    title: 'Enterprise',
    access: 'full',
    modules: MODULES,
    window: { name: 'burst', limit: 3_000, windowSeconds: 60 },
    quota: { kind: 'monthly', limit: null },
  },
};

export const isPlanName = (text: string): text is PlanName => Object.hasOwn(PLANS, text);
