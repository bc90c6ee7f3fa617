import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false };
const Uuid = Type.String({ format: 'uuid' });
const Time = Type.String({ format: 'date-time' });

/** What a member may do. Members read; admins manage keys and members; owners also delete the organization. */
export const Role = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('member'),
]);
export type Role = Static<typeof Role>;

export const OrganizationName = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

/** What `GET /api/v1/account/options` answers: what the sign-in page offers. Needs no session. */
export const AccountOptions = Type.Object({
  enabled: Type.Boolean({ description: 'False where this server keeps no accounts' }),
  sign_up: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('domains')]),
  domains: Type.Array(Type.String(), {
    description: 'Who may sign up, where `sign_up` is domains',
  }),
  password_length_min: Type.Integer(),
  providers: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
    description: 'Sign-ins beside email and password',
  }),
});
export type AccountOptions = Static<typeof AccountOptions>;

/** What `GET /api/v1/account` answers: the signed-in person, their organizations and invitations. */
export const Account = Type.Object({
  person: Type.Object({
    id: Uuid,
    email: Type.String(),
    email_verified: Type.Boolean(),
    name: Type.String(),
  }),
  organizations: Type.Array(Type.Object({ id: Uuid, name: Type.String(), role: Role })),
  /** Invitations to this person's address that are still open. */
  invitations: Type.Array(
    Type.Object({ id: Uuid, organization_name: Type.String(), role: Role, expires_at: Time }),
  ),
});
export type Account = Static<typeof Account>;

export const CreateOrganizationRequest = Type.Object({ name: OrganizationName }, closed);
export type CreateOrganizationRequest = Static<typeof CreateOrganizationRequest>;

export const TokenRequest = Type.Object({ organization_id: Uuid }, closed);
export type TokenRequest = Static<typeof TokenRequest>;

/** A JWT for the routes below `/api/v1/organizations/{organization_id}/`. */
export const TokenResponse = Type.Object({ token: Type.String(), expires_at: Time });
export type TokenResponse = Static<typeof TokenResponse>;

export const DeleteAccountRequest = Type.Object(
  { email: Type.String({ description: 'The person’s address, typed again' }) },
  closed,
);
export type DeleteAccountRequest = Static<typeof DeleteAccountRequest>;
