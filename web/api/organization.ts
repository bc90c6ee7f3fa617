import { ApiProblem } from './errors.ts';
import type { SendRequest } from './request.ts';

/** Gives a person's token for an organization. `renew`: the last one was refused, so a new one is needed. */
export type GetToken = (organizationId: string, renew: boolean) => Promise<string>;

/** Errors after which a new token works: the old one expired on the way, or its signing key was replaced. */
const CURED_BY_NEW_TOKEN: ReadonlySet<string> = new Set(['token_expired', 'token_invalid']);

/**
 * Sends requests as a member of one organization. A path such as `api-keys` is taken below
 * `/api/v1/organizations/{organization_id}/`.
 */
export function createOrganizationRequest(
  send: SendRequest,
  getToken: GetToken,
  organizationId: string,
): SendRequest {
  const sendWith = async (path: string, init: RequestInit, renew: boolean) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await getToken(organizationId, renew)}`);
    headers.set('x-kloakd-organization', organizationId);
    const address = `/api/v1/organizations/${encodeURIComponent(organizationId)}/${path}`;
    return send(address.replace(/\/$/, ''), { ...init, headers });
  };
  return async (path, init = {}) => {
    try {
      return await sendWith(path, init, false);
    } catch (thrown) {
      if (!(thrown instanceof ApiProblem) || !CURED_BY_NEW_TOKEN.has(thrown.body.code))
        throw thrown;
      // The gateway refuses a token before it reads the body, so the request has changed nothing and can be repeated.
      return sendWith(path, init, true);
    }
  };
}
