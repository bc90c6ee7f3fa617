import { APIError, createAuthMiddleware } from 'better-auth/api';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { organization } from 'better-auth/plugins/organization';
import type { Database } from 'better-sqlite3';
import type { AccountConfig } from '../config/config.ts';
import type { Random } from '../identifiers/random.ts';
import { existingAccountMail, resetMail, verifyMail } from '../mail/messages.ts';
import type { Mailer, MailLog } from '../mail/mailer.ts';
import type { Clock } from '../time/clock.ts';
import { CLIENT_ADDRESS_HEADER, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './limits.ts';
import { createRateLimits, RATE_LIMIT_RULES } from './rate-limits.ts';

const LINK_LIFETIME_SECONDS = 3_600;
const SESSION_LIFETIME_SECONDS = 30 * 24 * 3_600;

export interface AuthDeps {
  /** The main connection to `accounts.db`. Only better-auth and `Write` use it. */
  database: Database;
  /** The service's own origin, from the configuration: a request's Host header is never believed. */
  baseUrl: string;
  origins: readonly string[];
  secret: string;
  config: AccountConfig;
  mailer: Mailer | null;
  maySignUp(email: string): boolean;
  clock: Clock;
  random: Random;
  log: MailLog;
}

/** better-auth with all its settings. */
export const createAuth = (deps: AuthDeps) => betterAuth(authOptions(deps));
export type Auth = ReturnType<typeof createAuth>;

export function authOptions(deps: AuthDeps) {
  const { baseUrl, config } = deps;
  return {
    appName: 'KLOAKD Playground',
    database: deps.database,
    baseURL: baseUrl,
    basePath: '/api/auth',
    trustedOrigins: [...deps.origins],
    secret: deps.secret,
    telemetry: { enabled: false },
    logger: libraryLog(deps.log),
    ...passwordOptions(deps),
    socialProviders: config.github ? { github: config.github } : {},
    plugins: [organization({ requireEmailVerificationOnInvitation: true }), oidc(config)],
    user: {
      // better-auth calls this whenever it makes an account, also after a sign-in with GitHub or OpenID.
      validateUserInfo: ({ user, source }) => {
        const isAllowed = source.action !== 'create-user' || deps.maySignUp(user.email ?? '');
        return isAllowed ? undefined : { error: 'sign_up_closed' };
      },
    },
    session: {
      expiresIn: SESSION_LIFETIME_SECONDS,
      updateAge: 24 * 3_600,
    },
    verification: { storeIdentifier: 'hashed' },
    rateLimit: {
      enabled: true,
      customRules: RATE_LIMIT_RULES,
      customStorage: createRateLimits(deps.clock),
    },
    advanced: {
      ...cookieOptions(baseUrl),
      // These are the defaults, but with NODE_ENV=test better-auth would check nothing unless they are written out.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: () => deps.random.uuid() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    databaseHooks: NOT_STORED,
    // Errors are thrown, so that our error handler logs and answers them; better-auth would print them on the console.
    onAPIError: { throw: true, errorURL: `${baseUrl}/dashboard/sign-in` },
    hooks: { before: refuseSignUp(deps) },
  } satisfies BetterAuthOptions;
}

const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };

/**
 * Keeps better-auth from storing what this service does not need: the client's address of each session, and the tokens
 * of the provider that a person signed in with. The provider is asked only who the person is.
 */
const NOT_STORED = {
  session: { create: { before: async (session) => ({ data: { ...session, ipAddress: null } }) } },
  account: {
    create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
    update: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
  },
} satisfies BetterAuthOptions['databaseHooks'];

/** Email and password. No answer tells whether an address has an account: only a mail to that address does. */
function passwordOptions({ baseUrl, mailer }: AuthDeps) {
  return {
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LINK_LIFETIME_SECONDS,
      sendResetPassword: async ({ user, token }) => {
        const page = `${baseUrl}/dashboard/reset?token=${encodeURIComponent(token)}`;
        mailer?.send(resetMail(user.email, page));
      },
      onExistingUserSignUp: async ({ user }) => {
        const links = {
          signIn: `${baseUrl}/dashboard/sign-in`,
          forgot: `${baseUrl}/dashboard/forgot`,
        };
        mailer?.send(existingAccountMail(user.email, links));
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: LINK_LIFETIME_SECONDS,
      sendVerificationEmail: async ({ user, url }) => mailer?.send(verifyMail(user.email, url)),
    },
  } satisfies BetterAuthOptions;
}

/**
 * Over https the names begin with `__Host-`. A browser accepts such a cookie only from this host, so another subdomain
 * cannot plant a session.
 */
function cookieOptions(baseUrl: string) {
  const secure = baseUrl.startsWith('https:');
  return {
    // better-auth would put `__Secure-` before the name.
    useSecureCookies: false,
    cookiePrefix: secure ? '__Host-kloakd' : 'kloakd',
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  } as const satisfies BetterAuthOptions['advanced'];
}

/** Any OpenID provider, read from its discovery document at the first sign-in. */
const oidc = ({ oidc: provider }: AccountConfig) =>
  genericOAuth({
    config: provider
      ? [
          {
            providerId: 'oidc',
            name: provider.name,
            discoveryUrl: `${provider.issuer}/.well-known/openid-configuration`,
            clientId: provider.clientId,
            clientSecret: provider.clientSecret,
            scopes: ['openid', 'email', 'profile'],
            pkce: true,
          },
        ]
      : [],
  });

/** Refuses a sign-up before better-auth handles it, because better-auth would answer it as if it had worked. */
const refuseSignUp = (deps: AuthDeps) =>
  createAuthMiddleware(async ({ path, body }) => {
    if (path !== '/sign-up/email') return;
    const email: unknown = body?.email;
    if (typeof email === 'string' && !deps.maySignUp(email)) {
      throw new APIError('FORBIDDEN', { code: 'SIGN_UP_CLOSED', message: 'Signing up is closed.' });
    }
  });

/** Logs errors alone, and of a message only what stands before its colon: the rest may quote addresses and URLs. */
const libraryLog = (log: MailLog): NonNullable<BetterAuthOptions['logger']> => ({
  level: 'error',
  disableColors: true,
  log: (_level, message, ...details: unknown[]) => {
    const error = details.find((detail) => detail instanceof Error);
    log.error(
      { about: message.split(':')[0]?.slice(0, 100), ...(error ? { err: error } : {}) },
      'the account library reports an error',
    );
  },
});
