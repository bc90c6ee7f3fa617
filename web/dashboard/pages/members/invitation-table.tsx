import type { Invitation } from '../../../../shared/organization.ts';
import { Table, type Column } from '../../components/table.tsx';
import { strings as shared } from '../../strings.ts';
import { formatAgo } from '../../times.ts';
import type { Members } from './model.ts';
import { strings } from './strings.ts';

interface Props {
  model: Members;
  invitations: readonly Invitation[];
  nowMs: number;
}

const { email, role, by, expires, actions } = strings.invitationColumns;
const COLUMNS: readonly Column[] = [
  { label: email },
  { label: role },
  { label: by },
  { label: expires, kind: 'fixed' },
  { label: actions, kind: 'actions' },
];

export function InvitationTable({ model, invitations, nowMs }: Props) {
  if (invitations.length === 0) return <p>{strings.noInvitations}</p>;
  const rows = invitations.map(({ id, email, role, invited_by: by, expires_at: expiresAt }) => ({
    key: id,
    cells: [
      email,
      shared.roles[role],
      by,
      formatAgo(expiresAt, nowMs),
      <button
        type="button"
        class="button-quiet"
        disabled={model.withdraw.busy.value}
        aria-label={strings.describe(strings.withdraw, email)}
        onClick={() => void model.withdraw.run(id)}
      >
        {strings.withdraw}
      </button>,
    ],
  }));
  return <Table label={strings.invitationTable} columns={COLUMNS} rows={rows} />;
}
