import type { FastifyContextConfig } from 'fastify';
import { PLAYGROUND } from '../../server/organizations/plans.ts';
import type { Role } from '../../shared/account.ts';

/** The callers. All but the test key and the foreign key belong to the organization of the request. */
export const CALLERS = [
  'no credential',
  'test key',
  'live key of another organization',
  'read-only live key',
  'live key',
  'member',
  'owner',
] as const;
export type Caller = (typeof CALLERS)[number];

export interface Answer {
  status: number;
  /** The error's code; null for an answer that is not an error. */
  code: string | null;
}

/** The codes with which the gateway refuses. A call that it admits gets none of them. */
const REFUSALS = new Set([
  'credential_missing',
  'token_invalid',
  'session_required',
  'organization_mismatch',
  'not_entitled',
  'read_only_key',
  'read_only_credential',
  'member_required',
  'role_required',
  'module_not_allowed',
]);

/** The refusal that a caller must get by a route's declaration, or null. Written independently of the gateway. */
function expectedRefusal(
  { module, access = 'write', role, session }: FastifyContextConfig,
  caller: Caller,
): string | null {
  if (session !== undefined) return 'session_required';
  if (module === undefined) return null;
  const isWrite = access === 'write';
  switch (caller) {
    case 'no credential':
      return 'credential_missing';
    case 'live key of another organization':
      return 'organization_mismatch';
    case 'test key':
      if (!isOfEveryPlan(module) && !PLAYGROUND.modules.some((name) => name === module)) {
        return 'not_entitled';
      }
      if (isWrite) return 'read_only_key';
      return role === undefined ? null : 'member_required';
    case 'read-only live key':
      if (role !== undefined) return 'member_required';
      return isWrite ? 'read_only_credential' : null;
    case 'live key':
      return role === undefined ? null : 'member_required';
    case 'member':
      return neededRole(role, isWrite) === 'member' ? null : 'role_required';
    case 'owner':
      return null;
    default:
      return caller satisfies never;
  }
}

const isOfEveryPlan = (module: string) => ['playground', 'key', 'organization'].includes(module);
const neededRole = (role: Role | undefined, isWrite: boolean): Role =>
  role ?? (isWrite ? 'admin' : 'member');

/** Whether an answer fits the route's declaration. A route that fails (5xx) does not. */
export function isExpected(config: FastifyContextConfig, caller: Caller, answer: Answer): boolean {
  const refusal = expectedRefusal(config, caller);
  if (refusal !== null) return answer.code === refusal;
  if (answer.code === 'upstream_failed') return true;
  if (answer.status >= 500 || answer.status === 429) return false;
  // The role that a route declares is the least: a member may leave, but remove nobody else.
  const mayAskForMore = config.role === 'member' && config.access === 'write';
  if (caller === 'member' && mayAskForMore && answer.code === 'role_required') return true;
  // A public route may ask for a credential of its own, such as the key that is to be revoked.
  return config.public !== undefined || !REFUSALS.has(answer.code ?? '');
}
