import type { Module } from '../organizations/plans.ts';

/** What the gateway looks at: the head of a request, never its body. */
export interface Call {
  authorization: string | undefined;
  organizationHeader: string | undefined;
  /** From the path; undefined where the path has none. */
  organizationInPath: string | undefined;
  /** Null: an unknown path. */
  module: Module | 'playground' | null;
  access: 'read' | 'write';
  /** The client's network, as `networkOf` spells it. */
  network: string;
}
