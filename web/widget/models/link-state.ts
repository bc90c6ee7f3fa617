import type { Problem } from './local-problem.ts';

/**
 * What became of a link to a stored result. Whether there is such a result is known only once its owner's key has asked:
 * a result of another visitor's and none at all are both `missing`. `locked`: this tab has no key to ask with.
 */
export type LinkState = { discoveryId: string } & (
  | { kind: 'opening' | 'locked' | 'missing' }
  | { kind: 'failed'; problem: Problem }
);
