import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import type { Caller } from '../skanyr/discover.ts';
import { siteOf } from './funnel-hook.ts';
import { admissionOf } from './gateway-hooks.ts';
import { noteRun } from './usage-hook.ts';

/** The part of an admission that use cases need. */
export function callerOf(request: FastifyRequest): Caller {
  const { organizationId, ledger, plan } = admissionOf(request);
  return {
    organizationId,
    ledger,
    concurrentMax: plan.concurrentDiscoveries,
    site: siteOf(request),
    onBegan: (run) => noteRun(request, run),
  };
}

/** @throws Problem 400 for a key that is not printable ASCII of at most 255 characters */
export function idempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x20-\x7e]{1,255}$/.test(header)) return header;
  throw new Problem(
    'invalid_field',
    'Idempotency-Key must be 1 to 255 printable ASCII characters, such as a UUID.',
    { field: 'Idempotency-Key', charged: false },
  );
}
