import { Type, type Static } from 'typebox';
import { SiteSettings } from './site-settings.ts';
import { OrganizationName, Role } from './account.ts';

const closed = { additionalProperties: false };
const Uuid = Type.String({ format: 'uuid' });
const Time = Type.String({ format: 'date-time' });
const TimeOrNull = Type.Union([Time, Type.Null()]);
const CountOrNull = Type.Union([Type.Integer(), Type.Null()]);

export const Organization = Type.Object({
  id: Uuid,
  name: Type.String(),
  plan: Type.String(),
  created_at: Time,
  /** The caller's role. */
  role: Role,
  /** Whether the operator lets the organization decide which sites may frame the playground. */
  manages_sites: Type.Boolean(),
});
export type Organization = Static<typeof Organization>;

export const RenameOrganizationRequest = Type.Object({ name: OrganizationName }, closed);
export type RenameOrganizationRequest = Static<typeof RenameOrganizationRequest>;

export const DeleteOrganizationRequest = Type.Object(
  { name: Type.String({ description: 'The organization’s name, typed again' }) },
  closed,
);
export type DeleteOrganizationRequest = Static<typeof DeleteOrganizationRequest>;

export const Member = Type.Object({
  user_id: Uuid,
  name: Type.String(),
  email: Type.String(),
  role: Role,
  joined_at: Time,
});
export type Member = Static<typeof Member>;
export const MemberList = Type.Object({ members: Type.Array(Member) });
export const SetRoleRequest = Type.Object({ role: Role }, closed);
export type SetRoleRequest = Static<typeof SetRoleRequest>;

export const Invitation = Type.Object({
  id: Uuid,
  email: Type.String(),
  role: Role,
  invited_by: Type.String(),
  created_at: Time,
  expires_at: Time,
});
export type Invitation = Static<typeof Invitation>;
export const InvitationList = Type.Object({ invitations: Type.Array(Invitation) });
export const InviteRequest = Type.Object(
  { email: Type.String({ minLength: 3, maxLength: 254, format: 'email' }), role: Role },
  closed,
);
export type InviteRequest = Static<typeof InviteRequest>;

/** What an organization may do: its plan with the overrides that the operator gave it. */
export const Entitlements = Type.Object({
  plan: Type.String(),
  title: Type.String(),
  access: Type.Union([Type.Literal('read'), Type.Literal('full')]),
  modules: Type.Array(Type.Object({ name: Type.String(), installed: Type.Boolean() })),
  requests_per_minute: Type.Integer(),
  discoveries_per_month: CountOrNull,
  concurrent_discoveries: Type.Integer(),
  /** Names of the members above that differ from the plan's own. */
  overridden: Type.Array(Type.String()),
});
export type Entitlements = Static<typeof Entitlements>;

/** What `GET …/plan` answers. */
export const PlanState = Type.Object({
  entitlements: Entitlements,
  month: Type.Object({
    used: Type.Integer(),
    reserved: Type.Integer(),
    limit: CountOrNull,
    reset_at: Time,
  }),
  /** Where to ask for another plan. */
  upgrade_url: Type.String(),
});
export type PlanState = Static<typeof PlanState>;

/** A site that may frame the playground. */
export const Site = Type.Object({
  id: Uuid,
  /** Such as `https://docs.example.com`. */
  origin: Type.String(),
  name: Type.String(),
  created_at: Time,
  created_by: Type.Union([Type.String(), Type.Null()]),
  settings: SiteSettings,
  /** The accent as each theme shows it; null where the site has none. */
  accent_shown: Type.Union([
    Type.Object({ light: Type.String(), dark: Type.String(), adjusted: Type.Boolean() }),
    Type.Null(),
  ]),
});
export type Site = Static<typeof Site>;
export const SiteList = Type.Object({ sites: Type.Array(Site) });
export const CreateSiteRequest = Type.Object(
  {
    origin: Type.String({ minLength: 8, maxLength: 200 }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  },
  closed,
);
export type CreateSiteRequest = Static<typeof CreateSiteRequest>;

/** What was done; a new kind is added here first. */
export const AuditAction = Type.Union([
  Type.Literal('organization.created'),
  Type.Literal('organization.renamed'),
  Type.Literal('organization.exported'),
  Type.Literal('plan.changed'),
  Type.Literal('key.created'),
  Type.Literal('key.rotated'),
  Type.Literal('key.revoked'),
  Type.Literal('key.leaked'),
  Type.Literal('member.joined'),
  Type.Literal('member.role_changed'),
  Type.Literal('member.removed'),
  Type.Literal('invitation.sent'),
  Type.Literal('invitation.withdrawn'),
  Type.Literal('site.added'),
  Type.Literal('site.changed'),
  Type.Literal('site.removed'),
  Type.Literal('discoveries.claimed'),
]);
export type AuditAction = Static<typeof AuditAction>;

export const AuditEvent = Type.Object({
  id: Uuid,
  at: Time,
  action: AuditAction,
  /** The member's name, `operator` for a command, `reporter` for whoever reported a leaked key. */
  actor: Type.String(),
  /** What it was done to, in words for people: a key's name and last four characters, an address, an origin. */
  target: Type.String(),
});
export type AuditEvent = Static<typeof AuditEvent>;

/** Newest first; `next` is the `before` of the next page, or null. */
export const AuditPage = Type.Object({
  events: Type.Array(AuditEvent),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type AuditPage = Static<typeof AuditPage>;

/** A stored discovery in the dashboard's list. */
export const DiscoverySummary = Type.Object({
  discovery_id: Uuid,
  artifact_id: Uuid,
  url: Type.String(),
  kind: Type.String(),
  status: Type.String(),
  total_endpoints: CountOrNull,
  created_at: Time,
  completed_at: TimeOrNull,
  /** Whether it was claimed from a visitor's playground. */
  claimed: Type.Boolean(),
});
export type DiscoverySummary = Static<typeof DiscoverySummary>;
export const DiscoverySummaryList = Type.Object({
  discoveries: Type.Array(DiscoverySummary),
  has_more: Type.Boolean(),
  total: Type.Integer(),
});
export type DiscoverySummaryList = Static<typeof DiscoverySummaryList>;

/** What `POST /api/v1/playground/claims` answers: a code with which a visitor's discoveries can be claimed. */
export const ClaimCode = Type.Object({
  code: Type.String({ description: 'Works once, and for ten minutes' }),
  expires_at: Time,
  /** Where to sign up or sign in with it. */
  claim_url: Type.String(),
});
export type ClaimCode = Static<typeof ClaimCode>;

/** The body of `POST …/claim`: a code from the widget, or a playground key that the member has. Exactly one of them. */
export const ClaimRequest = Type.Object(
  {
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    api_key: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  closed,
);
export type ClaimRequest = Static<typeof ClaimRequest>;
export const ClaimResult = Type.Object({ discoveries: Type.Integer() });
export type ClaimResult = Static<typeof ClaimResult>;
