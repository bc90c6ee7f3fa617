import fastifyCookie from '@fastify/cookie';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Quota } from '../../shared/discovery.ts';
import { CreateKeyRequest, CreateKeyResponse } from '../../shared/playground.ts';
import { throttled } from '../gateway/admit.ts';
import type { FailureThrottle } from '../gateway/failure-throttle.ts';
import { networkOf } from '../client-address/network.ts';
import { deviceCookie, parseDeviceToken } from '../playground/device-cookie.ts';
import { issueKey, type IssueKeyDeps } from '../playground/issue-key.ts';
import type { IssueThrottle } from '../playground/issue-throttle.ts';
import { revokeOwnKey } from '../playground/revoke-key.ts';
import { toQuota } from '../organizations/quota.ts';
import type { ClientInfo } from './client-info.ts';
import { admissionOf } from './gateway-hooks.ts';

const FINGERPRINT_BYTES_MAX = 256 * 1024;

export interface PlaygroundRouteDeps extends IssueKeyDeps {
  client: ClientInfo;
  throttle: IssueThrottle;
  failures: FailureThrottle;
}

/** Keys for anonymous visitors, and their quota. */
export const playgroundRoutes: FastifyPluginAsyncTypebox<PlaygroundRouteDeps> = async (
  app,
  deps,
) => {
  // Here only: no other route reads or sets a cookie.
  await app.register(fastifyCookie);
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
      onRequest: async (request) => deps.throttle.check(networkOf(deps.client.addressOf(request))),
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
      return reply.code(201).send(issued.body);
    },
  );

  app.post(
    '/keys/revoke',
    { config: { public: 'the key that is to be revoked is its own credential' } },
    async (request, reply) => {
      const { authorization } = request.headers;
      const network = networkOf(deps.client.addressOf(request));
      // A made-up key costs here what it costs at the gateway.
      await throttled({ network, authorization }, deps.failures, () =>
        revokeOwnKey(authorization, deps),
      );
      return reply.code(204).send();
    },
  );

  app.get(
    '/quota',
    {
      config: { module: 'playground', access: 'read', cost: 0 },
      schema: {
        summary: 'A visitor’s discoveries: used, reserved and left',
        response: { 200: Quota },
      },
    },
    async (request) => toQuota(await deps.storage.readLedger(admissionOf(request).ledger)),
  );
};
