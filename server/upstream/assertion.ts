import type { Admission } from '../gateway/5-meter.ts';

/** What a module is told, signed, of the caller and of what was checked. It holds no credential of the client. */
export function assertionClaims(
  admission: Admission,
  access: 'read' | 'write',
  requestId: string,
): Record<string, unknown> {
  const caller =
    admission.kind === 'key'
      ? { sub: admission.keyId, caller: admission.tier }
      : { sub: admission.userId, caller: 'member', role: admission.role };
  return {
    ...caller,
    organization_id: admission.organizationId,
    plan: admission.plan.name,
    /** What the gateway took the request for: a caller who may only read never comes with `write`. */
    access,
    request_id: requestId,
  };
}
