import { signal, type ReadonlySignal } from '@preact/signals';
import { getAccount, getAccountOptions, issueToken } from '../../api/account.ts';
import { createAuthApi, type AuthApi } from '../../api/auth.ts';
import { ApiProblem } from '../../api/errors.ts';
import { createOrganizationRequest } from '../../api/organization.ts';
import type { SendRequest } from '../../api/request.ts';
import { createRouter, type HistoryPort, type Router } from '../router/router.ts';
import type { Remembered } from './remembered.ts';
import { createSession, type Session } from './session.ts';
import { createTokens } from './tokens.ts';

export interface DashboardDeps {
  /** Sends a request; see `web/api/request.ts`. */
  send: SendRequest;
  history: HistoryPort;
  remembered: Remembered;
  /** Milliseconds since 1970. */
  nowMs: () => number;
  /** The service's own origin, for the code examples. */
  origin: string;
}

/** What every page of the dashboard is given. */
export interface Dashboard {
  session: Session;
  router: Router;
  auth: AuthApi;
  /** For routes that need no more than the session's cookie. */
  send: SendRequest;
  /** For the routes of one organization; a path is taken below `/api/v1/organizations/{organization_id}/`. */
  sendFor: (organizationId: string) => SendRequest;
  online: ReadonlySignal<boolean>;
  setOnline: (online: boolean) => void;
  remembered: Remembered;
  nowMs: () => number;
  origin: string;
}

export function createDashboard(deps: DashboardDeps): Dashboard {
  const online = signal(true);
  // Every answer passes here, so that every page notices when the session has ended.
  const send: SendRequest = async (path, init) => {
    try {
      return await deps.send(path, init);
    } catch (thrown) {
      if (thrown instanceof ApiProblem && thrown.body.code === 'session_required') session.ended();
      throw thrown;
    }
  };
  const auth = createAuthApi(send);
  const tokens = createTokens((organizationId) => issueToken(send, organizationId), deps.nowMs);
  const session = createSession({
    getOptions: () => getAccountOptions(send),
    getAccount: () => getAccount(send),
    signOut: auth.signOut,
    forget: tokens.forget,
  });
  return {
    session,
    router: createRouter(deps.history),
    auth,
    send,
    sendFor: (organizationId) => createOrganizationRequest(send, tokens.get, organizationId),
    online,
    setOnline: (value) => (online.value = value),
    remembered: deps.remembered,
    nowMs: deps.nowMs,
    origin: deps.origin,
  };
}
