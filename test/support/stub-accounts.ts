import type { Role } from '../../shared/account.ts';
import { trustId, type OrganizationId, type UserId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Accounts, MemberRecord, Person } from '../../server/organizations/accounts.ts';
import type { Notice, NotifyOwners } from '../../server/organizations/notify-owners.ts';

const notUsed = () => {
  throw new Error('This test does not use that part of the accounts.');
};

type TokenMethods = Pick<Accounts, 'issueToken' | 'verifyToken' | 'assertTo' | 'publicJwks'>;

/** Tokens of the form `a.<user>_<organization>.b`, which is a JWT's, and which never expire. */
const PLAIN_TOKENS: TokenMethods = {
  issueToken: async (userId, organizationId) => ({
    token: plainToken(userId, organizationId),
    expiresAtMs: Number.MAX_SAFE_INTEGER,
  }),
  async verifyToken(token) {
    const [userId = '', organizationId = ''] = token.split('.')[1]?.split('_') ?? [];
    const expiresAtMs = Number.MAX_SAFE_INTEGER;
    const ids = {
      userId: trustId<UserId>(userId),
      organizationId: trustId<OrganizationId>(organizationId),
    };
    return { kind: 'valid', ...ids, expiresAtMs };
  },
  publicJwks: notUsed,
  assertTo: notUsed,
};

const plainToken = (userId: UserId, organizationId: OrganizationId) =>
  `a.${userId}_${organizationId}.b`;

/**
 * People and their roles in memory, for tests of what members may do. Their tokens are plain ones unless the test
 * gives others. The real accounts have tests of their own.
 */
export class StubAccounts implements Accounts {
  readonly #people = new Map<UserId, Person>();
  readonly #roles = new Map<string, Role>();

  readonly issueToken: Accounts['issueToken'];
  readonly verifyToken: Accounts['verifyToken'];
  readonly publicJwks: Accounts['publicJwks'];
  readonly assertTo: Accounts['assertTo'];

  constructor(tokens: TokenMethods = PLAIN_TOKENS) {
    this.issueToken = tokens.issueToken;
    this.verifyToken = tokens.verifyToken;
    this.publicJwks = tokens.publicJwks;
    this.assertTo = tokens.assertTo;
  }

  /** A new member, and the plain token that a dashboard of theirs would hold. */
  join(
    organizationId: OrganizationId,
    role: Role,
    name = 'Ada',
  ): { userId: UserId; token: string } {
    const userId = trustId<UserId>(systemRandom.uuid());
    const email = `${userId}@example.com`;
    this.#people.set(userId, { id: userId, email, emailVerified: true, name });
    this.place(organizationId, role, userId);
    return { userId, token: plainToken(userId, organizationId) };
  }

  /** Gives a person a role in an organization; a new person unless one is named. Null: they leave. */
  place(organizationId: string, role: Role | null, userId: string = systemRandom.uuid()): UserId {
    const slot = `${organizationId} ${userId}`;
    if (role === null) this.#roles.delete(slot);
    else this.#roles.set(slot, role);
    return trustId<UserId>(userId);
  }

  async token(userId: UserId, organizationId: string): Promise<string> {
    return (await this.issueToken(userId, trustId(organizationId))).token;
  }

  roleOf: Accounts['roleOf'] = async (userId, organizationId) =>
    this.#roles.get(`${organizationId} ${userId}`) ?? null;

  findPerson: Accounts['findPerson'] = async (userId) => this.#people.get(userId) ?? null;

  members: Accounts['members'] = async (id) =>
    [...this.#roles].flatMap(([slot, role]): MemberRecord[] => {
      const person = this.#people.get(trustId(slot.split(' ')[1] ?? ''));
      return slot.startsWith(id) && person ? [{ ...person, role, joinedAtMs: 0 }] : [];
    });

  /** What owners were told, newest last. */
  readonly notices: (Notice & { organizationId: OrganizationId })[] = [];
  /** The test may make it fail. */
  notifyOwners: NotifyOwners | null = async (organizationId, notice) => {
    this.notices.push({ organizationId, ...notice });
  };
  readonly origins: Accounts['origins'] = ['http://play.test'];
  readonly options = { signUp: 'open', domains: [], passwordLengthMin: 10, providers: [] } as const;
  /** Nobody is signed in by a cookie. */
  personOf: Accounts['personOf'] = async () => null;
  membershipsOf: Accounts['membershipsOf'] = notUsed;
  createOrganization: Accounts['createOrganization'] = notUsed;
  renameOrganization: Accounts['renameOrganization'] = notUsed;
  deleteOrganization: Accounts['deleteOrganization'] = notUsed;
  setRole: Accounts['setRole'] = notUsed;
  removeMember: Accounts['removeMember'] = notUsed;
  invitations: Accounts['invitations'] = notUsed;
  invitationsTo: Accounts['invitationsTo'] = notUsed;
  invite: Accounts['invite'] = notUsed;
  withdrawInvitation: Accounts['withdrawInvitation'] = notUsed;
  acceptInvitation: Accounts['acceptInvitation'] = notUsed;
  declineInvitation: Accounts['declineInvitation'] = notUsed;
  exportPerson: Accounts['exportPerson'] = notUsed;
  deletePerson: Accounts['deletePerson'] = notUsed;
  handle: Accounts['handle'] = notUsed;
  async prepare(): Promise<void> {}
  async close(): Promise<void> {}
}
