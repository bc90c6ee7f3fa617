import type { Config, SignUp } from '../config/config.ts';
import { trustId, type UserId } from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import type { Mailer, MailLog } from '../mail/mailer.ts';
import { ownersByMail } from '../organizations/notify-owners.ts';
import type { Accounts } from '../organizations/accounts.ts';
import type { Clock } from '../time/clock.ts';
import { openAccountDatabase, type AccountDatabase, type Write } from './database.ts';
import type { Auth, AuthDeps } from './better-auth.ts';
import { CLIENT_ADDRESS_HEADER, PASSWORD_LENGTH_MIN } from './limits.ts';
import { createInvitations } from './invitations.ts';
import { loadInSteps } from './load-in-steps.ts';
import { createOrganizations } from './organizations.ts';
import { createPeople } from './people.ts';
import { loadAuthSecret } from './secret.ts';
import { createSignUpPolicy } from './sign-up-policy.ts';
import { openTokens } from './tokens/open-tokens.ts';

export interface AccountDeps {
  config: Config;
  /** Origins of the service's own pages. Links in mails use the first. */
  origins: readonly [string, ...string[]];
  mailer: Mailer | null;
  clock: Clock;
  random: Random;
  log: MailLog;
}

/**
 * Opens people, sessions and organizations.
 * @throws DatabaseAhead; SQLite's own error where the file cannot be opened or written
 */
export function openAccounts(deps: AccountDeps): Accounts {
  const { config, mailer, clock, random, log } = deps;
  const { accounts: settings, dataDir } = config;
  const [baseUrl] = deps.origins;
  const db = openAccountDatabase(dataDir);
  let isClosed = false;
  const secret = loadAuthSecret(dataDir, settings.secret, random);
  // Without a mail server nobody could confirm an address.
  const signUp = mailer ? settings.signUp : ({ kind: 'closed' } as const);
  const auth = lazyAuth(() => ({
    database: db.main,
    baseUrl,
    origins: deps.origins,
    secret,
    config: settings,
    mailer,
    maySignUp: createSignUpPolicy(signUp, invitations.hasOpenInvitation),
    clock,
    random,
    log,
  }));
  const write = createWrite(auth);
  const invitations = createInvitations({ db, write, mailer, baseUrl, clock, random });
  const { hasOpenInvitation: _, ...invitationMethods } = invitations;
  const organizations = createOrganizations({ db, write, clock, random });
  const { linkedTo, withVerifiedEmail, ...people } = createPeople(db, write);
  const tokens = openTokens(db, {
    config,
    secret,
    people: {
      // Some issuers end their name with a slash; the setting for sign-ins is parsed without one.
      linkedTo: async (issuer, subject) =>
        issuer.replace(/\/$/, '') === settings.oidc?.issuer ? linkedTo('oidc', subject) : null,
      withVerifiedEmail,
      membershipsOf: organizations.membershipsOf,
    },
    clock,
    random,
    fetch,
  });
  return {
    ...organizations,
    ...people,
    ...invitationMethods,
    options: describe(settings, signUp),
    origins: deps.origins,
    notifyOwners: mailer ? ownersByMail(organizations.members, (mail) => mailer.send(mail)) : null,
    ...sessions(auth),
    verifyToken: (token) => tokens.verify(token),
    issueToken: (userId, organizationId) => tokens.issue(userId, organizationId),
    assertTo: (audience, claims) => tokens.assertTo(audience, claims),
    publicJwks: () => tokens.publicJwks(),
    async prepare() {
      await loadInSteps(() => isClosed);
      if (!isClosed) await (await auth()).$context;
    },
    async close() {
      isClosed = true;
      await closeAll(db, mailer);
    },
  };
}

/** Loads better-auth when it is first needed: it takes half a second. `prepare` does it soon after the start. */
function lazyAuth(depsOf: () => AuthDeps): () => Promise<Auth> {
  let loading: Promise<Auth> | null = null;
  return () =>
    (loading ??= import('./better-auth.ts').then(({ createAuth }) => createAuth(depsOf())));
}

function createWrite(auth: () => Promise<Auth>): Write {
  return async (operation) => {
    const { adapter } = await (await auth()).$context;
    return adapter.transaction(async () => operation());
  };
}

function sessions(auth: () => Promise<Auth>): Pick<Accounts, 'personOf' | 'handle'> {
  return {
    async personOf(headers) {
      if (!headers.has('cookie')) return null;
      const session = await (await auth()).api.getSession({ headers });
      if (!session) return null;
      const { id, email, emailVerified, name } = session.user;
      return { id: trustId<UserId>(id), email, emailVerified, name };
    },
    async handle(request, { address }) {
      // Replaces a value that the client may have sent.
      request.headers.set(CLIENT_ADDRESS_HEADER, address);
      return (await auth()).handler(request);
    },
  };
}

function describe(config: Config['accounts'], signUp: SignUp): Accounts['options'] {
  return {
    signUp: signUp.kind,
    domains: signUp.kind === 'domains' ? signUp.domains : [],
    passwordLengthMin: PASSWORD_LENGTH_MIN,
    providers: [
      ...(config.github ? [{ id: 'github', name: 'GitHub' }] : []),
      ...(config.oidc ? [{ id: 'oidc', name: config.oidc.name }] : []),
    ],
  };
}

async function closeAll(db: AccountDatabase, mailer: Mailer | null): Promise<void> {
  await mailer?.close();
  db.close();
}
