import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openTokens } from '../../server/accounts/tokens/open-tokens.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { trustId, type OrganizationId, type UserId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Accounts, Membership } from '../../server/organizations/accounts.ts';
import type { Clock } from '../../server/time/clock.ts';
import type { Role } from '../../shared/account.ts';

const MIGRATION = new URL('../../server/accounts/migrations/002-signing-keys.sql', import.meta.url);

/**
 * Who belongs where, in memory, with real tokens. For tests of what tokens may do: the accounts themselves have tests
 * of their own.
 */
export class People {
  readonly #roles = new Map<string, Role>();
  readonly #tokens: ReturnType<typeof openTokens>;
  readonly accounts: Accounts;

  constructor(clock: Clock, environment: Record<string, string> = {}) {
    const db = new Database(':memory:');
    db.exec(readFileSync(MIGRATION, 'utf8'));
    this.#tokens = openTokens(
      { main: db, read: db },
      {
        config: readConfig(environment),
        secret: 'a secret that only tests use, 32 characters',
        people: {
          linkedTo: async () => null,
          withVerifiedEmail: async () => null,
          membershipsOf: async (userId) => this.#membershipsOf(userId),
        },
        clock,
        random: systemRandom,
        fetch,
      },
    );
    const used: Partial<Accounts> = {
      options: { signUp: 'closed', domains: [], passwordLengthMin: 10, providers: [] },
      origins: ['http://play.test'],
      verifyToken: (token) => this.#tokens.verify(token),
      publicJwks: () => this.#tokens.publicJwks(),
      assertTo: (audience, claims) => this.#tokens.assertTo(audience, claims),
      notifyOwners: null,
      roleOf: async (user, organization) => this.#roles.get(`${user} ${organization}`) ?? null,
      personOf: async () => null,
    };
    this.accounts = new Proxy(used, {
      get(target, name: keyof Accounts) {
        if (name in target) return target[name];
        throw new Error(`These tests have no accounts.${String(name)}.`);
      },
    }) as Accounts;
  }

  /** Gives a person a role in an organization; a new person unless one is named. Null: they leave. */
  set(organizationId: string, role: Role | null, userId = systemRandom.uuid()): UserId {
    const slot = `${userId} ${organizationId}`;
    if (role === null) this.#roles.delete(slot);
    else this.#roles.set(slot, role);
    return trustId<UserId>(userId);
  }

  async token(userId: UserId, organizationId: string): Promise<string> {
    return (await this.#tokens.issue(userId, trustId<OrganizationId>(organizationId))).token;
  }

  #membershipsOf(userId: UserId): Membership[] {
    return [...this.#roles].flatMap(([slot, role]) => {
      const [user, organization = ''] = slot.split(' ');
      const organizationId = trustId<OrganizationId>(organization);
      return user === userId ? [{ organizationId, organizationName: 'Acme', role }] : [];
    });
  }
}
