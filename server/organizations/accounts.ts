import type { Role } from '../../shared/account.ts';
import type { InvitationId, OrganizationId, UserId } from '../identifiers/ids.ts';
import type { NotifyOwners } from './notify-owners.ts';

/** A person with an account. */
export interface Person {
  id: UserId;
  email: string;
  emailVerified: boolean;
  name: string;
}

export interface Membership {
  organizationId: OrganizationId;
  organizationName: string;
  role: Role;
}

export interface MemberRecord extends Person {
  role: Role;
  joinedAtMs: number;
}

export interface InvitationRecord {
  id: InvitationId;
  organizationId: OrganizationId;
  organizationName: string;
  email: string;
  role: Role;
  /** Name of the member who sent it. */
  invitedBy: string;
  createdAtMs: number;
  expiresAtMs: number;
}

/** Why a member was not changed. */
export type MemberRefusal = 'not_found' | 'last_owner' | 'owner_required';

/** What a JWT says: who, and for which organization. `roleOf` says whether they belong to it. */
export type TokenVerdict =
  | { kind: 'valid'; userId: UserId; organizationId: OrganizationId; expiresAtMs: number }
  | { kind: 'expired' }
  | { kind: 'invalid' }
  /** A valid token of the external issuer, of somebody who has no account here. */
  | { kind: 'no_account' }
  /** The token names no organization, and the person belongs to none or to several. */
  | { kind: 'no_organization' };

/**
 * People, sessions, organizations and their members. The room `accounts/` implements it, and only `main.ts` imports
 * that room: all others use this type. Null instead of it means that this server keeps no accounts.
 */
export interface Accounts {
  /** What the sign-in page offers. */
  readonly options: {
    signUp: 'open' | 'closed' | 'domains';
    domains: readonly string[];
    passwordLengthMin: number;
    providers: readonly { id: string; name: string }[];
  };
  /** Origins of the service's own pages. Links use the first. Requests with a session are accepted from them alone. */
  readonly origins: readonly [string, ...string[]];
  /** Null where no mail can be sent. */
  readonly notifyOwners: NotifyOwners | null;

  /**
   * Checks a JWT of this service or of the configured external issuer. `roleOf` says whether the person belongs to
   * the organization.
   * @throws Problem `overloaded` where the external issuer's keys cannot be read
   */
  verifyToken(token: string): Promise<TokenVerdict>;
  /** The public keys of this service's tokens, as JSON Web Keys (RFC 7517). */
  publicJwks(): Record<string, unknown>[];
  /** Signs an assertion for the module with this name: who sends a request. Valid for a minute. */
  assertTo(audience: string, claims: Record<string, unknown>): Promise<string>;
  /** The person's role, or null for no member. Asked at every request, so that leaving takes effect at once. */
  roleOf(userId: UserId, organizationId: OrganizationId): Promise<Role | null>;

  /** The person whose session a request's cookies name, or null. */
  personOf(headers: Headers): Promise<Person | null>;
  /** Makes a JWT for an organization that the person is a member of: ask `roleOf` first. */
  issueToken(
    userId: UserId,
    organizationId: OrganizationId,
  ): Promise<{ token: string; expiresAtMs: number }>;

  membershipsOf(userId: UserId): Promise<Membership[]>;
  /** Makes an organization with this person as its owner, unless they own `ownedMax` already. */
  createOrganization(
    owner: UserId,
    organization: { id: OrganizationId; name: string; ownedMax: number },
  ): Promise<'created' | 'too_many'>;
  renameOrganization(id: OrganizationId, name: string): Promise<void>;
  /** Deletes the organization with its memberships and invitations. Its people stay. */
  deleteOrganization(id: OrganizationId): Promise<void>;

  members(id: OrganizationId): Promise<MemberRecord[]>;
  /** @param by the role of the member who asks: only an owner makes somebody an owner, or changes one */
  setRole(
    id: OrganizationId,
    userId: UserId,
    change: { role: Role; by: Role },
  ): Promise<'changed' | MemberRefusal>;
  /** @param by the role of the member who asks: only an owner removes an owner */
  removeMember(id: OrganizationId, userId: UserId, by: Role): Promise<'removed' | MemberRefusal>;

  invitations(id: OrganizationId): Promise<InvitationRecord[]>;
  /** Invitations to a verified address that are still open. */
  invitationsTo(person: Person): Promise<InvitationRecord[]>;
  /** Stores an invitation and sends its mail. Another invitation to the same address replaces the earlier one. */
  invite(input: {
    organizationId: OrganizationId;
    email: string;
    role: Role;
    invitedBy: Person;
  }): Promise<InvitationRecord | 'already_member'>;
  withdrawInvitation(id: InvitationId, organizationId: OrganizationId): Promise<boolean>;
  /** Works once, and only for a person whose verified address is the invitation's. Null where it does not work. */
  acceptInvitation(id: InvitationId, person: Person): Promise<InvitationRecord | null>;
  declineInvitation(id: InvitationId, person: Person): Promise<boolean>;

  findPerson(userId: UserId): Promise<Person | null>;
  /** Everything that is kept about a person, as JSON, without secrets. */
  exportPerson(userId: UserId): Promise<unknown>;
  /** Ends every session and deletes the account. Refused for the last owner of an organization. */
  deletePerson(userId: UserId): Promise<'deleted' | { lastOwnerOf: string[] }>;

  /**
   * Answers a route of better-auth below `/api/auth/`. The calling route decides which of them exist.
   * @param client the client that the rate limits count
   */
  handle(request: Request, client: { address: string }): Promise<Response>;
  /** Loads the account library part by part, so that nobody waits for it and requests are answered in between. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}
