import type { Role } from '../../shared/account.ts';
import { trustId, type OrganizationId, type UserId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Accounts, MemberRecord, Person } from '../../server/organizations/accounts.ts';
import type { Notice, NotifyOwners } from '../../server/organizations/notify-owners.ts';

const notUsed = () => {
  throw new Error('This test does not use that part of the accounts.');
};

/**
 * People and their roles in memory, for tests of what members may do. A token is
 * `a.<user>_<organization>.b`, which has the form of a JWT. The real accounts have tests of their own.
 */
export class StubAccounts implements Accounts {
  readonly #people = new Map<UserId, Person>();
  readonly #roles = new Map<string, Role>();

  /** A new member, and the token that a dashboard of theirs would hold. */
  join(
    organizationId: OrganizationId,
    role: Role,
    name = 'Ada',
  ): { userId: UserId; token: string } {
    const userId = trustId<UserId>(systemRandom.uuid());
    const email = `${userId}@example.com`;
    this.#people.set(userId, { id: userId, email, emailVerified: true, name });
    this.#roles.set(`${organizationId} ${userId}`, role);
    return { userId, token: `a.${userId}_${organizationId}.b` };
  }

  leave(organizationId: OrganizationId, userId: UserId): void {
    this.#roles.delete(`${organizationId} ${userId}`);
  }

  verifyToken: Accounts['verifyToken'] = async (token) => {
    const [userId = '', organizationId = ''] = token.split('.')[1]?.split('_') ?? [];
    const expiresAtMs = Number.MAX_SAFE_INTEGER;
    return {
      kind: 'valid',
      userId: trustId(userId),
      organizationId: trustId(organizationId),
      expiresAtMs,
    };
  };

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
  publicJwks: Accounts['publicJwks'] = notUsed;
  assertTo: Accounts['assertTo'] = notUsed;
  personOf: Accounts['personOf'] = notUsed;
  issueToken: Accounts['issueToken'] = notUsed;
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
  async close(): Promise<void> {}
}
