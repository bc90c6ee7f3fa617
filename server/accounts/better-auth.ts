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
  /** Of `accounts.db`, used by nobody else while a request is answered. */
  database: Database;
  /** Where people reach the service. Never taken from a request. */
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

/** The account library with everything that we decide about it. */
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
      // Asked for every way of making an account, GitHub and OpenID included.
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
      // Said although it is the default: with NODE_ENV=test the library would check nothing.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: () => deps.random.uuid() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    databaseHooks: NOT_STORED,
    // Thrown, so that our error handler logs a fault and answers it; the library would print it on the console.
    onAPIError: { throw: true, errorURL: `${baseUrl}/dashboard/sign-in` },
    hooks: { before: refuseSignUp(deps) },
  } satisfies BetterAuthOptions;
}

const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };

/**
 * What the library would keep and nobody needs: the client's address with each session, and the tokens of the provider
 * that a person signed in with. We ask a provider who they are and nothing else.
 */
const NOT_STORED = {
  session: { create: { before: async (session) => ({ data: { ...session, ipAddress: null } }) } },
  account: {
    create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
    update: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) },
  },
} satisfies BetterAuthOptions['databaseHooks'];

/** Email and password. No answer tells whether an address has an account: the mail to its owner does. */
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
 * On https the names begin with `__Host-`: a browser takes such a cookie from this very host only, so that a
 * neighbouring subdomain cannot plant a session.
 */
function cookieOptions(baseUrl: string) {
  const secure = baseUrl.startsWith('https:');
  return {
    // Off, because it would put `__Secure-` in front of the name.
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

/** Said before the library looks anything up: it would answer a refused sign-up like one that worked. */
const refuseSignUp = (deps: AuthDeps) =>
  createAuthMiddleware(async ({ path, body }) => {
    if (path !== '/sign-up/email') return;
    const email: unknown = body?.email;
    if (typeof email === 'string' && !deps.maySignUp(email)) {
      throw new APIError('FORBIDDEN', { code: 'SIGN_UP_CLOSED', message: 'Signing up is closed.' });
    }
  });

/** Errors only, and without their texts: those of lower levels, and some of these, quote addresses and URLs. */
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
