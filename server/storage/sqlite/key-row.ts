import { parseCidr } from '../../client-address/network.ts';
import type { KeyTier } from '../../identifiers/api-key.ts';
import { trustId, type ApiKeyId } from '../../identifiers/ids.ts';
import type { KeyRecord, KeyRestrictions } from '../port/keys.ts';

export interface KeyRow {
  id: string;
  tier: KeyTier;
  last4: string;
  name: string | null;
  organization_id: string;
  created_at_ms: number;
  expires_at_ms: number | null;
  revoked_at_ms: number | null;
  access: 'read' | 'full';
  modules: string | null;
  networks: string | null;
  created_by: string | null;
  replaced_by: string | null;
}

export const KEY_COLUMNS =
  'k.id, k.tier, k.last4, k.name, k.organization_id, k.created_at_ms, k.expires_at_ms, k.revoked_at_ms, ' +
  'k.access, k.modules, k.networks, k.created_by, k.replaced_by';

/** Neither revoked nor expired. Takes the time as its one parameter. */
export const WORKS = 'k.revoked_at_ms IS NULL AND (k.expires_at_ms IS NULL OR k.expires_at_ms > ?)';

export const toKey = (row: KeyRow): KeyRecord => ({
  id: trustId(row.id),
  tier: row.tier,
  last4: row.last4,
  name: row.name,
  organizationId: trustId(row.organization_id),
  createdAtMs: row.created_at_ms,
  expiresAtMs: row.expires_at_ms,
  revokedAtMs: row.revoked_at_ms,
  access: row.access,
  modules: row.modules === null ? null : (JSON.parse(row.modules) as string[]),
  networks: row.networks === null ? null : toNetworks(row.networks),
  createdBy: row.created_by === null ? null : trustId(row.created_by),
  replacedBy: row.replaced_by === null ? null : trustId<ApiKeyId>(row.replaced_by),
});

/** A stored network that cannot be read admits nobody: the others still do. */
const toNetworks = (text: string) =>
  (JSON.parse(text) as string[]).map(parseCidr).filter((cidr) => cidr !== null);

/** The restrictions of a key in the order access, modules, networks, expiry, as its columns hold them. */
export const restrictionColumns = ({
  access = 'full',
  modules = null,
  networks = null,
  expiresAtMs = null,
}: Partial<KeyRestrictions>): [string, string | null, string | null, number | null] => [
  access,
  modules === null ? null : JSON.stringify(modules),
  networks === null ? null : JSON.stringify(networks.map(({ text }) => text)),
  expiresAtMs,
];
