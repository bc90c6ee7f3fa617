/** The engine's phases, in order; `progress` events name one. Apart from the schemas: pages need it without TypeBox. */
export const PHASES = [
  'calibrate',
  'linked_documents',
  'well_known',
  'scripts',
  'more',
  'verify',
] as const;
export type Phase = (typeof PHASES)[number];
