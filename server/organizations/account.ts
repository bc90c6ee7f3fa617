import type { Account } from '../../shared/account.ts';
import { trustId, type OrganizationId } from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import { notThisOrganization, Problem } from '../problem.ts';
import type { Storage } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';
import type { Accounts, Person } from './accounts.ts';
import { actorOf } from './audit.ts';
import { finishDeletion } from './finish-deletions.ts';
import { FIRST_PLAN } from './plans.ts';
import type { RecordAudit } from './members.ts';

export interface AccountDeps {
  accounts: Accounts;
  storage: Storage;
  clock: Clock;
  random: Random;
  audit: RecordAudit;
}

/** The most organizations one person may own: each has a monthly quota, and more of them would multiply it. */
const OWNED_ORGANIZATIONS_MAX = 5;

/** A person with their organizations and open invitations. */
export async function describeAccount(
  person: Person,
  { accounts }: Pick<AccountDeps, 'accounts'>,
): Promise<Account> {
  const memberships = await accounts.membershipsOf(person.id);
  const invitations = await accounts.invitationsTo(person);
  return {
    person: {
      id: person.id,
      email: person.email,
      email_verified: person.emailVerified,
      name: person.name,
    },
    organizations: memberships.map(({ organizationId, organizationName, role }) => ({
      id: organizationId,
      name: organizationName,
      role,
    })),
    invitations: invitations.map(({ id, organizationName, role, expiresAtMs }) => ({
      id,
      organization_name: organizationName,
      role,
      expires_at: new Date(expiresAtMs).toISOString(),
    })),
  };
}

/** @throws Problem `email_not_verified` or `organization_limit_reached` */
export async function createOrganization(
  name: string,
  person: Person,
  { accounts, storage, clock, random, audit }: AccountDeps,
): Promise<{ id: OrganizationId; name: string; role: 'owner' }> {
  requireVerified(person);
  const id = trustId<OrganizationId>(random.uuid());
  const outcome = await accounts.createOrganization(person.id, {
    id,
    name,
    ownedMax: OWNED_ORGANIZATIONS_MAX,
  });
  if (outcome === 'too_many') {
    throw new Problem(
      'organization_limit_reached',
      `One person may own ${OWNED_ORGANIZATIONS_MAX} organizations: delete one first, or let somebody else own one.`,
    );
  }
  await storage.ensureOrganization({ id, name, plan: FIRST_PLAN, nowMs: clock.now() });
  await audit({
    organizationId: id,
    action: 'organization.created',
    actor: await actorOf(accounts, person.id),
    target: name,
  });
  return { id, name, role: 'owner' };
}

/**
 * A token for the routes of an organization.
 * @throws Problem `email_not_verified`, or `organization_mismatch` for an organization that the person is not in, or
 * that was deleted
 */
export async function issueToken(
  organizationId: OrganizationId | null,
  person: Person,
  { accounts, storage, clock }: Pick<AccountDeps, 'accounts' | 'storage' | 'clock'>,
): Promise<{ token: string; expires_at: string }> {
  requireVerified(person);
  const memberships = await accounts.membershipsOf(person.id);
  const membership = memberships.find((each) => each.organizationId === organizationId);
  if (!membership) throw notThisOrganization();
  const { organizationId: id, organizationName: name } = membership;
  // The record is missing after a crash between the two databases, while the organization was made or deleted.
  if (!(await storage.findOrganization(id))) {
    await storage.ensureOrganization({ id, name, plan: FIRST_PLAN, nowMs: clock.now() });
    if (!(await storage.findOrganization(id))) {
      await finishDeletion(id, { accounts, storage });
      throw notThisOrganization();
    }
  }
  const { token, expiresAtMs } = await accounts.issueToken(person.id, id);
  return { token, expires_at: new Date(expiresAtMs).toISOString() };
}

/** @throws Problem `confirmation_mismatch`, or `last_owner` naming the organizations that would have no owner */
export async function deleteAccount(
  typedEmail: string,
  person: Person,
  { accounts }: Pick<AccountDeps, 'accounts'>,
): Promise<void> {
  if (typedEmail.trim().toLowerCase() !== person.email) {
    throw new Problem(
      'confirmation_mismatch',
      'Type the email address of this account to delete it.',
    );
  }
  const outcome = await accounts.deletePerson(person.id);
  if (outcome === 'deleted') return;
  throw new Problem(
    'last_owner',
    `You are the only owner of ${outcome.lastOwnerOf.join(', ')}: make another member an owner there, or delete it.`,
  );
}

/** @throws Problem `email_not_verified` */
export function requireVerified(person: Person): void {
  if (person.emailVerified) return;
  throw new Problem(
    'email_not_verified',
    'Open the link in the mail that we sent to your address, then try again.',
  );
}
