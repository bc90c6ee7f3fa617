import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  ApiKeyList,
  CreateApiKeyRequest,
  CreatedApiKey,
  RotateApiKeyRequest,
} from '../../shared/api-keys.ts';
import {
  createKey,
  revokeKey,
  rotateKey,
  type KeyDeps,
  type KeyManager,
} from '../organizations/keys.ts';
import { listKeys } from '../organizations/list-keys.ts';
import { admissionOf } from './gateway-hooks.ts';

const read = { module: 'organization', access: 'read', role: 'member' } as const;
const manage = { module: 'organization', access: 'write', role: 'admin' } as const;
const KeyParams = Type.Object({ organization_id: Type.String(), key_id: Type.String() });

/** The organization's live keys. Members see them, owners and admins manage them. */
export const organizationKeyRoutes: FastifyPluginAsyncTypebox<KeyDeps> = async (app, deps) => {
  app.get(
    '/api-keys',
    { config: read, schema: { summary: 'Live keys', response: { 200: ApiKeyList } } },
    async (request) => listKeys(admissionOf(request).organizationId, deps),
  );

  app.post(
    '/api-keys',
    {
      config: manage,
      schema: {
        summary: 'Make a live key; its secret is in this answer only',
        body: CreateApiKeyRequest,
        response: { 201: CreatedApiKey },
      },
    },
    async (request, reply) => {
      const created = await createKey(request.body, managerOf(request), deps);
      return reply.code(201).send(created);
    },
  );

  app.post(
    '/api-keys/:key_id/rotate',
    {
      config: manage,
      schema: {
        summary: 'Make a key in place of another, which goes on working for a while',
        params: KeyParams,
        body: RotateApiKeyRequest,
        response: { 201: CreatedApiKey },
      },
    },
    async (request, reply) => {
      const { overlap_seconds: overlapSeconds } = request.body;
      const { key_id: keyId } = request.params;
      const created = await rotateKey(keyId, overlapSeconds, managerOf(request), deps);
      return reply.code(201).send(created);
    },
  );

  app.delete(
    '/api-keys/:key_id',
    { config: manage, schema: { summary: 'Revoke a live key', params: KeyParams } },
    async (request, reply) => {
      await revokeKey(request.params.key_id, managerOf(request), deps);
      return reply.code(204).send();
    },
  );
};

function managerOf(request: FastifyRequest): KeyManager {
  const admission = admissionOf(request);
  if (admission.kind !== 'person') throw new Error('A route with a role admits people only.');
  const { organizationId, userId, plan } = admission;
  return { organizationId, userId, plan };
}
