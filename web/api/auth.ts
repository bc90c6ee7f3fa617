import { isFields, listOf, textOf } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

/** A browser where the person is signed in. */
export interface SignedInBrowser {
  /** Identifies the session in the request that ends it. */
  token: string;
  createdAt: string;
  userAgent: string;
}

interface Credentials {
  email: string;
  password: string;
}

/** The page that the links of our mails lead to. */
const VERIFIED = '/dashboard/verify';
const RESET = '/dashboard/reset';

/** Calls to the routes of the account library (better-auth), below `/api/auth/`. */
export function createAuthApi(send: SendRequest) {
  const post = async (path: string, body: object): Promise<unknown> =>
    readBody(await send(`/api/auth/${path}`, jsonPost(body)));
  return {
    signUp: (person: Credentials & { name: string }) =>
      post('sign-up/email', { ...person, callbackURL: VERIFIED }),
    signIn: (credentials: Credentials) => post('sign-in/email', credentials),
    signOut: () => post('sign-out', {}),
    sendVerification: (email: string) =>
      post('send-verification-email', { email, callbackURL: VERIFIED }),
    requestReset: (email: string) => post('request-password-reset', { email, redirectTo: RESET }),
    resetPassword: (token: string, newPassword: string) =>
      post('reset-password', { token, newPassword }),
    changePassword: (currentPassword: string, newPassword: string) =>
      post('change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
    rename: (name: string) => post('update-user', { name }),
    endSession: (token: string) => post('revoke-session', { token }),

    /** @returns the provider's address, where the person signs in. */
    async startSignIn(provider: string, backTo: string): Promise<string> {
      const errorCallbackURL = `/dashboard/sign-in?next=${encodeURIComponent(backTo)}`;
      const body = await post('sign-in/social', {
        provider,
        callbackURL: backTo,
        errorCallbackURL,
      });
      return (isFields(body) && textOf(body, 'url')) || '';
    },

    /** The session of this browser first. */
    async sessions(): Promise<{ sessions: SignedInBrowser[]; currentToken: string }> {
      const [list, current] = await Promise.all([
        send('/api/auth/list-sessions').then(readBody),
        send('/api/auth/get-session').then(readBody),
      ]);
      const session = isFields(current) && isFields(current['session']) ? current['session'] : {};
      const sessions = listOf({ list }, 'list')
        .filter(isFields)
        .map((each) => ({
          token: textOf(each, 'token') ?? '',
          createdAt: textOf(each, 'createdAt') ?? '',
          userAgent: textOf(each, 'userAgent') ?? '',
        }));
      return { sessions, currentToken: textOf(session, 'token') ?? '' };
    },
  };
}

export type AuthApi = ReturnType<typeof createAuthApi>;
