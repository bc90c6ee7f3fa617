import type { Database } from 'better-sqlite3';
import { trustId, type UserId } from '../identifiers/ids.ts';
import type { Accounts, Person } from '../organizations/accounts.ts';
import type { Write } from './database.ts';

export interface PersonRow {
  id: string;
  email: string;
  emailVerified: number;
  name: string;
}

export const toPerson = (row: PersonRow): Person => ({
  id: trustId<UserId>(row.id),
  email: row.email,
  emailVerified: row.emailVerified === 1,
  name: row.name,
});

const PERSON_COLUMNS = 'id, email, emailVerified, name';

/** Finds the account that a token of the external issuer belongs to. */
export interface PeopleLookup {
  linkedTo(providerId: string, subject: string): Promise<UserId | null>;
  withVerifiedEmail(email: string): Promise<UserId | null>;
}

type Methods = Pick<Accounts, 'findPerson' | 'exportPerson' | 'deletePerson'> & PeopleLookup;

export function createPeople(db: { main: Database; read: Database }, write: Write): Methods {
  const select = db.read.prepare<[string], PersonRow>(
    `SELECT ${PERSON_COLUMNS} FROM user WHERE id = ?`,
  );
  const selectLinked = db.read
    .prepare<[string, string], string>(
      'SELECT userId FROM account WHERE providerId = ? AND accountId = ?',
    )
    .pluck();
  const selectVerified = db.read
    .prepare<[string], string>('SELECT id FROM user WHERE email = ? AND emailVerified = 1')
    .pluck();
  const idOrNull = (id: string | undefined) => (id === undefined ? null : trustId<UserId>(id));
  return {
    async findPerson(userId) {
      const row = select.get(userId);
      return row ? toPerson(row) : null;
    },
    linkedTo: async (providerId, subject) => idOrNull(selectLinked.get(providerId, subject)),
    withVerifiedEmail: async (email) => idOrNull(selectVerified.get(email.toLowerCase())),
    exportPerson: createExport(db.read),
    deletePerson: createDeletion(db.main, write),
  };
}

/** Exports everything that is stored about a person except secrets: password hash, session tokens, provider tokens. */
function createExport(db: Database): Methods['exportPerson'] {
  const parts = {
    account: 'SELECT id, name, email, emailVerified, image, createdAt FROM user WHERE id = ?',
    sign_ins: 'SELECT providerId, accountId, createdAt FROM account WHERE userId = ?',
    sessions: 'SELECT createdAt, expiresAt, userAgent FROM session WHERE userId = ?',
    organizations: `SELECT o.id, o.name, m.role, m.createdAt AS joinedAt
       FROM member m JOIN organization o ON o.id = m.organizationId WHERE m.userId = ?`,
    invitations_received: `SELECT i.id, o.name AS organization, i.role, i.status, i.createdAt, i.expiresAt
       FROM invitation i JOIN organization o ON o.id = i.organizationId
       JOIN user u ON u.email = i.email WHERE u.id = ?`,
    invitations_sent: `SELECT i.id, o.name AS organization, i.email, i.role, i.status, i.createdAt
       FROM invitation i JOIN organization o ON o.id = i.organizationId WHERE i.inviterId = ?`,
  };
  const statements = Object.entries(parts).map(
    ([name, sql]) => [name, db.prepare<[string]>(sql)] as const,
  );
  return async (userId) =>
    Object.fromEntries(statements.map(([name, statement]) => [name, statement.all(userId)]));
}

function createDeletion(db: Database, write: Write): Methods['deletePerson'] {
  const selectAlone = db
    .prepare<[string], string>(
      `SELECT o.name FROM member m JOIN organization o ON o.id = m.organizationId
       WHERE m.userId = ? AND m.role = 'owner' AND NOT EXISTS (SELECT 1 FROM member other
         WHERE other.organizationId = m.organizationId AND other.role = 'owner' AND other.userId <> m.userId)
       ORDER BY o.name`,
    )
    .pluck();
  // Foreign keys delete the person's sessions, sign-ins, memberships and sent invitations with the row.
  const remove = db.prepare<[string]>('DELETE FROM user WHERE id = ?');
  const removeReceived = db.prepare<[string]>(
    'DELETE FROM invitation WHERE email = (SELECT email FROM user WHERE id = ?)',
  );
  const removeLinks = db.prepare<[string]>('DELETE FROM verification WHERE value = ?');
  return (userId) =>
    write(() => {
      const lastOwnerOf = selectAlone.all(userId);
      if (lastOwnerOf.length > 0) return { lastOwnerOf };
      removeReceived.run(userId);
      removeLinks.run(userId);
      remove.run(userId);
      return 'deleted';
    });
}
