declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

export type OrganizationId = Brand<'OrganizationId'>;
export type VisitorId = Brand<'VisitorId'>;
export type ApiKeyId = Brand<'ApiKeyId'>;
export type DiscoveryId = Brand<'DiscoveryId'>;
export type ArtifactId = Brand<'ArtifactId'>;
export type ReservationId = Brand<'ReservationId'>;
export type SessionId = Brand<'SessionId'>;
/** A person with an account. */
export type UserId = Brand<'UserId'>;
export type InvitationId = Brand<'InvitationId'>;
export type SiteId = Brand<'SiteId'>;
export type AuditEventId = Brand<'AuditEventId'>;
/** One run of the server process. */
export type NodeId = Brand<'NodeId'>;
/** The visitor's ID for a lifetime ledger, or `<organization ID>/2026-11` for a monthly one. */
export type LedgerId = Brand<'LedgerId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads a UUID in any letter case.
 * @returns null when the text is not one, so that a caller can answer as it does for an unknown ID.
 */
function parseUuid<T extends string>(text: unknown): T | null {
  if (typeof text !== 'string' || text.length !== 36) return null;
  const lower = text.toLowerCase();
  return UUID.test(lower) ? (lower as T) : null;
}

export const parseOrganizationId = (text: unknown) => parseUuid<OrganizationId>(text);
export const parseApiKeyId = (text: unknown) => parseUuid<ApiKeyId>(text);
export const parseDiscoveryId = (text: unknown) => parseUuid<DiscoveryId>(text);
export const parseArtifactId = (text: unknown) => parseUuid<ArtifactId>(text);
export const parseSessionId = (text: unknown) => parseUuid<SessionId>(text);
export const parseUserId = (text: unknown) => parseUuid<UserId>(text);
export const parseInvitationId = (text: unknown) => parseUuid<InvitationId>(text);
export const parseSiteId = (text: unknown) => parseUuid<SiteId>(text);
export const parseAuditEventId = (text: unknown) => parseUuid<AuditEventId>(text);

/** Gives a text the type of an ID. Only for an ID that this process has made, or has read from its database. */
export const trustId = <T extends string>(text: string): T => text as T;

export const visitorLedgerId = (visitor: VisitorId): LedgerId => trustId<LedgerId>(visitor);

/** Whether a ledger is a visitor's lifetime ledger, not an organization's monthly one. */
export const isVisitorLedger = (id: LedgerId): boolean => !id.includes('/');

/** @param month `YYYY-MM`, UTC */
export const monthlyLedgerId = (organization: OrganizationId, month: string): LedgerId =>
  trustId<LedgerId>(`${organization}/${month}`);
