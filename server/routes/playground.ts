import fastifyCookie from '@fastify/cookie';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Quota } from '../../shared/discovery.ts';
import {
  ChallengeRequest,
  ChallengeResponse,
  CreateKeyRequest,
  CreateKeyResponse,
} from '../../shared/playground.ts';
import { authenticateKey } from '../gateway/1-authenticate.ts';
import type { FailureThrottle } from '../gateway/failure-throttle.ts';
import { askChallenge } from '../playground/ask-challenge.ts';
import { deviceCookie, parseDeviceToken } from './device-cookie.ts';
import type { AnonymousCaller } from '../playground/identify.ts';
import { issueKey, type IssueKeyDeps } from '../playground/issue-key.ts';
import { revokeOwnKey } from '../playground/revoke-key.ts';
import { toQuota } from '../limits/quota.ts';
import type { Throttle } from '../limits/throttle.ts';
import type { ClientInfo } from './client-info.ts';
import { admissionOf } from './gateway-hooks.ts';

const FINGERPRINT_BYTES_MAX = 256 * 1024;

export interface PlaygroundRouteDeps extends IssueKeyDeps {
  client: ClientInfo;
  keyRequests: Throttle;
  failures: FailureThrottle;
}

/** Keys for anonymous visitors, and their quota. */
export const playgroundRoutes: FastifyPluginAsyncTypebox<PlaygroundRouteDeps> = async (
  app,
  deps,
) => {
  // Registered for these routes alone: the others parse no cookie.
  await app.register(fastifyCookie);

  // One limit for both routes, checked before the body is parsed, so that refusing a flood is cheap.
  const limitRequests = async (request: FastifyRequest) =>
    deps.keyRequests.take(deps.client.networkOf(request));
  const callerOf = (request: FastifyRequest): AnonymousCaller => {
    const { name } = deviceCookie(deps.client.isSecure(request));
    const deviceToken = parseDeviceToken(request.cookies[name]);
    return { address: deps.client.addressOf(request), deviceToken, headers: request.headers };
  };

  app.post(
    '/challenges',
    {
      config: { public: 'a caller without a key asks here what getting one will take' },
      bodyLimit: FINGERPRINT_BYTES_MAX,
      schema: {
        summary: 'Ask for the challenge that a request for a key will need; makes no key',
        body: ChallengeRequest,
        response: { 200: ChallengeResponse },
      },
      onRequest: limitRequests,
    },
    async (request) => ({ challenge: await askChallenge(request.body, callerOf(request), deps) }),
  );

  app.post(
    '/keys',
    {
      config: { public: 'this is where a caller without a key gets one' },
      bodyLimit: FINGERPRINT_BYTES_MAX,
      schema: {
        summary:
          'Get a playground key: for a visitor who is known, or for the proof that a challenge asks for',
        body: CreateKeyRequest,
        response: { 201: CreateKeyResponse },
      },
      onRequest: limitRequests,
    },
    async (request, reply) => {
      const cookie = deviceCookie(deps.client.isSecure(request));
      const issued = await issueKey(request.body, callerOf(request), deps);
      if (issued.newDeviceToken !== null) {
        reply.setCookie(cookie.name, issued.newDeviceToken, cookie.options);
      }
      const { upgradeUrl } = deps.client.linksOf(request);
      return reply.code(201).send({ ...issued.body, upgrade_url: upgradeUrl });
    },
  );

  app.post(
    '/keys/revoke',
    { config: { public: 'the key that is to be revoked is its own credential' } },
    async (request, reply) => {
      const { authorization } = request.headers;
      const network = deps.client.networkOf(request);
      const credential = await authenticateKey(
        { network, authorization },
        { ...deps, accounts: null },
      );
      if (credential.kind !== 'key') throw new Error('Without accounts only a key authenticates.');
      await revokeOwnKey(credential, deps);
      return reply.code(204).send();
    },
  );

  app.get(
    '/quota',
    {
      config: { module: 'playground', access: 'read' },
      schema: {
        summary: 'A visitor’s discoveries: used, reserved and left',
        response: { 200: Quota },
      },
    },
    async (request) => toQuota(await deps.storage.readLedger(admissionOf(request).ledger)),
  );
};
