import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { KeyDescription } from '../../shared/api-keys.ts';
import { describeCredential, type DescribeDeps } from '../gateway/describe-credential.ts';
import { admissionOf } from './gateway-hooks.ts';

/** Says what the caller's own credential may do. */
export const keyRoutes: FastifyPluginAsyncTypebox<DescribeDeps> = async (app, deps) => {
  app.get(
    '/api/v1/key',
    {
      config: { module: 'key', access: 'read' },
      schema: {
        summary: 'What your own key or token may do: plan, modules, access, limits and expiry',
        response: { 200: KeyDescription },
      },
    },
    async (request) => describeCredential(admissionOf(request), deps),
  );
};
