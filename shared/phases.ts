/** The engine's phases in order; `progress` events name one. Not beside the schemas, because pages do without TypeBox. */
export const PHASES = [
  'calibrate',
  'linked_documents',
  'well_known',
  'scripts',
  'more',
  'verify',
] as const;
export type Phase = (typeof PHASES)[number];
