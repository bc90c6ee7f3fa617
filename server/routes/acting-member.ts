import type { FastifyRequest } from 'fastify';
import type { ActingMember } from '../organizations/members.ts';
import { admissionOf } from './gateway-hooks.ts';

/**
 * The member whom the gateway admitted.
 * @throws Error in a handler of a route that admits keys: that is a bug
 */
export function actingMember(request: FastifyRequest): ActingMember {
  const admission = admissionOf(request);
  if (admission.kind !== 'person') throw new Error('This route admits keys: it has no role.');
  const { userId, organizationId, role } = admission;
  return { userId, organizationId, role };
}
