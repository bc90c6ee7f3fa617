import type { Database } from 'better-sqlite3';
import type { Role } from '../../shared/account.ts';
import { trustId } from '../identifiers/ids.ts';
import type { Random } from '../identifiers/random.ts';
import { invitationMail } from '../mail/messages.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Accounts, InvitationRecord } from '../organizations/accounts.ts';
import type { Clock } from '../time/clock.ts';
import type { Write } from './database.ts';

type Methods = Pick<
  Accounts,
  | 'invitations'
  | 'invitationsTo'
  | 'invite'
  | 'withdrawInvitation'
  | 'acceptInvitation'
  | 'declineInvitation'
> & { hasOpenInvitation(email: string): boolean };

interface Deps {
  db: { main: Database; read: Database };
  write: Write;
  mailer: Mailer | null;
  baseUrl: string;
  clock: Clock;
  random: Random;
}

interface Row {
  id: string;
  organizationId: string;
  organizationName: string;
  email: string;
  role: Role;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
}

const OPEN_FOR_DAYS = 7;
const OPEN_FOR_MS = OPEN_FOR_DAYS * 24 * 3_600_000;

const SELECT = `SELECT i.id, i.organizationId, o.name AS organizationName, i.email, i.role,
    u.name AS invitedBy, i.createdAt, i.expiresAt
  FROM invitation i JOIN organization o ON o.id = i.organizationId JOIN user u ON u.id = i.inviterId`;
/** Dates are ISO 8601 texts in UTC, which sort like the times they stand for. */
const IS_OPEN = `status = 'pending' AND expiresAt > ?`;

/** Invitations. Each works once, for seven days, and only for the person whose verified address it was sent to. */
export function createInvitations(deps: Deps): Methods {
  const { db, write, clock } = deps;
  const nowText = () => new Date(clock.now()).toISOString();
  const selectOf = db.read.prepare<[string, string], Row>(
    `${SELECT} WHERE i.organizationId = ? AND ${IS_OPEN} ORDER BY i.createdAt, i.id`,
  );
  const selectTo = db.read.prepare<[string, string], Row>(
    `${SELECT} WHERE i.email = ? AND ${IS_OPEN} ORDER BY i.createdAt, i.id`,
  );
  const withdraw = db.main.prepare<[string, string]>(
    `UPDATE invitation SET status = 'canceled' WHERE id = ? AND organizationId = ? AND status = 'pending'`,
  );
  return {
    hasOpenInvitation: (email) => selectTo.get(email.toLowerCase(), nowText()) !== undefined,
    invitations: async (id) => selectOf.all(id, nowText()).map(toRecord),
    invitationsTo: async ({ email, emailVerified }) =>
      emailVerified ? selectTo.all(email, nowText()).map(toRecord) : [],
    withdrawInvitation: (id, organizationId) =>
      write(() => withdraw.run(id, organizationId).changes === 1),
    invite: createInvite(deps),
    ...createAnswers(deps),
  };
}

function createInvite({ db: { main: db }, write, mailer, baseUrl, clock, random }: Deps) {
  const selectMember = db.prepare<[string, string]>(
    `SELECT 1 FROM member m JOIN user u ON u.id = m.userId WHERE m.organizationId = ? AND u.email = ?`,
  );
  const cancel = db.prepare<[string, string]>(
    `UPDATE invitation SET status = 'canceled' WHERE organizationId = ? AND email = ? AND status = 'pending'`,
  );
  const insert = db.prepare<[string, string, string, string, string, string, string]>(
    `INSERT INTO invitation (id, organizationId, email, role, status, createdAt, expiresAt, inviterId)
     VALUES (?, ?, ?, ?, 'pending', ?, ?, ?)`,
  );
  const select = db.prepare<[string], Row>(`${SELECT} WHERE i.id = ?`);

  return async (input: Parameters<Accounts['invite']>[0]) => {
    const { organizationId, role, invitedBy } = input;
    const email = input.email.toLowerCase();
    const row = await write(() => {
      if (selectMember.get(organizationId, email) !== undefined) return null;
      const id = random.uuid();
      const nowMs = clock.now();
      const [createdAt, expiresAt] = [new Date(nowMs), new Date(nowMs + OPEN_FOR_MS)].map((date) =>
        date.toISOString(),
      ) as [string, string];
      cancel.run(organizationId, email);
      insert.run(id, organizationId, email, role, createdAt, expiresAt, invitedBy.id);
      return select.get(id) ?? null;
    });
    if (!row) return 'already_member' as const;
    const url = `${baseUrl}/dashboard/invitations`;
    mailer?.send(invitationMail(email, { ...row, url, days: OPEN_FOR_DAYS }));
    return toRecord(row);
  };
}

function createAnswers({ db: { main: db }, write, clock, random }: Deps) {
  const select = db.prepare<[string], Row>(`${SELECT} WHERE i.id = ?`);
  // Checks and writes in one statement: of two answers at once, the second finds the invitation used.
  const settle = db.prepare<[string, string, string, string]>(
    `UPDATE invitation SET status = ? WHERE id = ? AND email = ? AND ${IS_OPEN}`,
  );
  // A person who is a member by now keeps their role.
  const join = db.prepare<[string, string, string, string, string]>(
    `INSERT INTO member (id, organizationId, userId, role, createdAt) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (organizationId, userId) DO NOTHING`,
  );
  type Answer = Pick<Methods, 'acceptInvitation' | 'declineInvitation'>;
  const answers: Answer = {
    acceptInvitation: (id, person) =>
      write(() => {
        const now = new Date(clock.now()).toISOString();
        const isSettled =
          person.emailVerified && settle.run('accepted', id, person.email, now).changes === 1;
        const row = isSettled ? select.get(id) : undefined;
        if (!row) return null;
        join.run(random.uuid(), row.organizationId, person.id, row.role, now);
        return toRecord(row);
      }),
    declineInvitation: (id, person) =>
      write(() => {
        const now = new Date(clock.now()).toISOString();
        return person.emailVerified && settle.run('rejected', id, person.email, now).changes === 1;
      }),
  };
  return answers;
}

const toRecord = (row: Row): InvitationRecord => ({
  id: trustId(row.id),
  organizationId: trustId(row.organizationId),
  organizationName: row.organizationName,
  email: row.email,
  role: row.role,
  invitedBy: row.invitedBy,
  createdAtMs: Date.parse(row.createdAt),
  expiresAtMs: Date.parse(row.expiresAt),
});
