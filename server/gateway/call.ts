import type { Module } from '../organizations/plans.ts';

/** What the gateway reads of a request: its head, never its body. */
export interface Call {
  authorization: string | undefined;
  organizationHeader: string | undefined;
  /** From the path; undefined where the path has none. */
  organizationInPath: string | undefined;
  /** Null for an unknown path. */
  module: Module | 'playground' | null;
  access: 'read' | 'write';
  /** The client's network, as `networkOf` gives it. */
  network: string;
}
