import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from '../gateway/5-meter.ts';
import type { UsageRecorder } from '../gateway/usage-recorder.ts';
import type { Run } from '../skanyr/run.ts';
import type { Clock } from '../time/clock.ts';
import { findAdmission } from './gateway-hooks.ts';

const RUN = Symbol('the discovery that this request began');
declare module 'fastify' {
  interface FastifyRequest {
    [RUN]: Run | null;
  }
}

interface UsageHookDeps {
  usage: UsageRecorder;
  clock: Clock;
}

/** The status of a request whose client left before the answer began, as nginx writes it. */
const CLIENT_LEFT = 499;

/** Records every request that the gateway admits. Install it after the gateway. */
export function installUsage(app: FastifyInstance, deps: UsageHookDeps): void {
  app.decorateRequest(RUN, null);
  // The gateway's hook runs first and throws to refuse, so this one sees only admitted and public requests.
  app.addHook('onRequest', (request, reply, done) => {
    const admission = findAdmission(request);
    if (admission) {
      // Fastify does not call `onResponse` where the client has left, so the connection's own event is used.
      reply.raw.once('close', () => record(request, reply, admission, deps));
    }
    done();
  });
}

/** Notes the discovery that a request started. Whether it is charged is known only when it has ended. */
export function noteRun(request: FastifyRequest, run: Run): void {
  request[RUN] = run;
}

function record(
  request: FastifyRequest,
  reply: FastifyReply,
  admission: Admission,
  { usage, clock }: UsageHookDeps,
): void {
  const isKey = admission.kind === 'key';
  const { config, url } = request.routeOptions;
  const event = {
    organizationId: admission.organizationId,
    keyId: isKey ? admission.keyId : null,
    userId: isKey ? null : admission.userId,
    module: config.module ?? 'unknown',
    operation: `${request.method} ${url ?? 'unknown'}`,
    status: reply.raw.headersSent ? reply.statusCode : CLIENT_LEFT,
    durationMs: Math.round(reply.elapsedTime),
    atMs: clock.now(),
  };
  const run = request[RUN];
  if (!run) {
    usage.record({ ...event, discoveries: 0 });
    return;
  }
  void run.ended.then((stored) => {
    const isCharged = stored ? stored.charge === 'committed' : run.isCharged;
    usage.record({ ...event, discoveries: isCharged ? 1 : 0 });
  });
}
