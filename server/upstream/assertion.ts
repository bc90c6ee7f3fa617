import type { Admission } from '../gateway/5-meter.ts';

/** What the signed assertion tells a module about the caller and the checks. It contains no credential. */
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
    /** The access that the gateway checked: a caller who may only read never has `write` here. */
    access,
    request_id: requestId,
  };
}
