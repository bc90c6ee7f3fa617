import type { Database } from 'better-sqlite3';
import type { Role } from '../../shared/account.ts';
import { trustId, type OrganizationId, type UserId } from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import type {
  Accounts,
  MemberRecord,
  MemberRefusal,
  Membership,
} from '../organizations/accounts.ts';
import type { Clock } from '../time/clock.ts';
import type { Write } from './database.ts';
import { toPerson, type PersonRow } from './people.ts';

type Methods = Pick<
  Accounts,
  | 'roleOf'
  | 'membershipsOf'
  | 'createOrganization'
  | 'renameOrganization'
  | 'deleteOrganization'
  | 'members'
  | 'setRole'
  | 'removeMember'
>;

interface Deps {
  db: { main: Database; read: Database };
  write: Write;
  clock: Clock;
  random: Random;
}

/**
 * Organizations and who belongs to them, in the tables of better-auth's plugin. The plugin's own routes are not used:
 * they read how many owners there are and write afterwards, so that two owners who leave at once leave none.
 */
export function createOrganizations(deps: Deps): Methods {
  return { ...createReads(deps.db.read), ...createWrites(deps) };
}

function createReads(db: Database): Pick<Methods, 'roleOf' | 'membershipsOf' | 'members'> {
  const selectRole = db
    .prepare<[string, string], Role>(
      'SELECT role FROM member WHERE userId = ? AND organizationId = ?',
    )
    .pluck();
  const selectMemberships = db.prepare<[string], { id: string; name: string; role: Role }>(
    `SELECT o.id, o.name, m.role FROM member m JOIN organization o ON o.id = m.organizationId
     WHERE m.userId = ? ORDER BY o.name, o.id`,
  );
  const selectMembers = db.prepare<[string], PersonRow & { role: Role; joined: string }>(
    `SELECT u.id, u.email, u.emailVerified, u.name, m.role, m.createdAt AS joined
     FROM member m JOIN user u ON u.id = m.userId
     WHERE m.organizationId = ? ORDER BY m.createdAt, u.id`,
  );
  return {
    roleOf: async (userId, organizationId) => selectRole.get(userId, organizationId) ?? null,
    membershipsOf: async (userId) =>
      selectMemberships.all(userId).map(({ id, name, role }): Membership => ({
        organizationId: trustId(id),
        organizationName: name,
        role,
      })),
    members: async (id) =>
      selectMembers.all(id).map((row): MemberRecord => ({
        ...toPerson(row),
        role: row.role,
        joinedAtMs: Date.parse(row.joined),
      })),
  };
}

/** True where the organization has an owner besides the member of the row. */
const OTHER_OWNER = `EXISTS (SELECT 1 FROM member other WHERE other.organizationId = member.organizationId
   AND other.userId <> member.userId AND other.role = 'owner')`;

function createWrites({
  db: { main: db },
  write,
  clock,
  random,
}: Deps): Omit<Methods, keyof ReturnType<typeof createReads>> {
  const insertOrganization = db.prepare<[string, string, string, string]>(
    'INSERT INTO organization (id, name, slug, createdAt) VALUES (?, ?, ?, ?)',
  );
  const insertMember = db.prepare<[string, string, string, string]>(
    `INSERT INTO member (id, organizationId, userId, role, createdAt) VALUES (?, ?, ?, 'owner', ?)`,
  );
  const rename = db.prepare<[string, string]>('UPDATE organization SET name = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM organization WHERE id = ?');
  const countOwned = db
    .prepare<[string], number>(`SELECT count(*) FROM member WHERE userId = ? AND role = 'owner'`)
    .pluck();
  const selectRole = db
    .prepare<[string, string], Role>(
      'SELECT role FROM member WHERE organizationId = ? AND userId = ?',
    )
    .pluck();
  // Each checks and writes in one statement, so that two changes at once cannot leave an organization without an owner.
  const updateRole = db.prepare<{ role: Role; by: Role; id: string; userId: string }>(
    `UPDATE member SET role = @role WHERE organizationId = @id AND userId = @userId
     AND (@by = 'owner' OR (role <> 'owner' AND @role <> 'owner'))
     AND (role <> 'owner' OR @role = 'owner' OR ${OTHER_OWNER})`,
  );
  const removeMember = db.prepare<{ by: Role; id: string; userId: string }>(
    `DELETE FROM member WHERE organizationId = @id AND userId = @userId
     AND (@by = 'owner' OR role <> 'owner') AND (role <> 'owner' OR ${OTHER_OWNER})`,
  );
  function refusal(id: OrganizationId, userId: UserId, by: Role): MemberRefusal {
    if (selectRole.get(id, userId) === undefined) return 'not_found';
    return by === 'owner' ? 'last_owner' : 'owner_required';
  }
  return {
    createOrganization: (owner, { id, name, ownedMax }) =>
      write(() => {
        if ((countOwned.get(owner) ?? 0) >= ownedMax) return 'too_many';
        const now = new Date(clock.now()).toISOString();
        // The plugin requires a slug for URLs. Our URLs contain the ID, so that a new name breaks no link.
        insertOrganization.run(id, name, id, now);
        insertMember.run(random.uuid(), id, owner, now);
        return 'created';
      }),
    renameOrganization: (id, name) => write(() => void rename.run(name, id)),
    deleteOrganization: (id) => write(() => void remove.run(id)),
    setRole: (id, userId, { role, by }) =>
      write(() =>
        updateRole.run({ role, by, id, userId }).changes === 1
          ? 'changed'
          : refusal(id, userId, by),
      ),
    removeMember: (id, userId, by) =>
      write(() =>
        removeMember.run({ by, id, userId }).changes === 1 ? 'removed' : refusal(id, userId, by),
      ),
  };
}
