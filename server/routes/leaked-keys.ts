import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { LeakedKeyAnswer, LeakedKeyReport } from '../../shared/api-keys.ts';
import type { Throttle } from '../limits/throttle.ts';
import { reportLeakedKey, type LeakDeps } from '../organizations/leaked-key.ts';
import type { ClientInfo } from './client-info.ts';

const BODY_BYTES_MAX = 1_024;

export interface LeakedKeyDeps extends Omit<LeakDeps, 'log'> {
  client: ClientInfo;
  /** Counts the reports from each client network. */
  reports: Throttle;
}

/** Lets anyone report a key that they found in public, from a page or a secret scanner. */
export const leakedKeyRoutes: FastifyPluginAsyncTypebox<LeakedKeyDeps> = async (app, deps) => {
  app.post(
    '/api/v1/keys/leaked',
    {
      config: { public: 'whoever finds a key must be able to end it, and has no account here' },
      bodyLimit: BODY_BYTES_MAX,
      schema: {
        summary: 'Report a key that you found in public; it is revoked at once if it is valid',
        body: LeakedKeyReport,
        response: { 200: LeakedKeyAnswer },
      },
      // Checked before the body is parsed, so that refusing a flood is cheap.
      onRequest: async (request) => deps.reports.take(deps.client.networkOf(request)),
    },
    async (request) => {
      await reportLeakedKey(request.body.key, { ...deps, log: app.log });
      return { received: true };
    },
  );
};
