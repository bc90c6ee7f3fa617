import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Quota } from '../../shared/discovery.ts';
import { CreateKeyRequest, CreateKeyResponse } from '../../shared/playground.ts';
import { authenticate } from '../gateway/1-authenticate.ts';
import { throttled } from '../gateway/admit.ts';
import type { FailureThrottle } from '../gateway/failure-throttle.ts';
import { networkOf } from '../client-address/network.ts';
import { deviceCookie, parseDeviceToken } from '../playground/device-cookie.ts';
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
      // Before the body is parsed: a flood must be cheap to refuse.
      onRequest: async (request) =>
        deps.keyRequests.take(networkOf(deps.client.addressOf(request))),
    },
    async (request, reply) => {
      const cookie = deviceCookie(deps.client.isSecure(request));
      const issued = await issueKey(
        request.body,
        {
          address: deps.client.addressOf(request),
          deviceToken: parseDeviceToken(request.cookies[cookie.name]),
          headers: request.headers,
        },
        deps,
      );
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
      const network = networkOf(deps.client.addressOf(request));
      const credential = await throttled({ network, authorization }, deps.failures, () =>
        authenticate({ authorization }, deps),
      );
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
