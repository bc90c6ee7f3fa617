import type { Role } from '../../shared/account.ts';
import type { Module } from '../organizations/plans.ts';

/**
 * What a request is for: a module of the plan; `playground`, `key` or `organization`, which every plan includes.
 */
export type Service = Module | 'playground' | 'key' | 'organization';

/** What the gateway reads of a request: its head, never its body. */
export interface Call {
  authorization: string | undefined;
  organizationHeader: string | undefined;
  /** From the path; undefined where the path has none. */
  organizationInPath: string | undefined;
  /** Null for an unknown path. */
  module: Service | null;
  access: 'read' | 'write';
  /** The least role that a member needs. Null: any caller whose access suffices, keys included. */
  role: Role | null;
  /** The client's address, for keys that are allowed on some networks only. */
  address: string;
  /** The client's network, as `networkOf` gives it. */
  network: string;
}
