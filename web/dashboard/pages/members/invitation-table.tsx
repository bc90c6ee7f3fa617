import type { Invitation } from '../../../../shared/organization.ts';
import { Table } from '../../components/table.tsx';
import { strings as shared } from '../../strings.ts';
import { formatAgo } from '../../times.ts';
import type { Members } from './model.ts';
import { strings } from './strings.ts';

interface Props {
  model: Members;
  invitations: readonly Invitation[];
  nowMs: number;
}

export function InvitationTable({ model, invitations, nowMs }: Props) {
  if (invitations.length === 0) return <p>{strings.noInvitations}</p>;
  const { actions, ...texts } = strings.invitationColumns;
  const columns = [
    ...Object.values(texts).map((label) => ({ label })),
    { label: actions, hidden: true },
  ];
  return (
    <Table label={strings.invitationTable} columns={columns}>
      {invitations.map(({ id, email, role, invited_by: by, expires_at: expiresAt }) => (
        <tr key={id}>
          <td>{email}</td>
          <td>{shared.roles[role]}</td>
          <td>{by}</td>
          <td>{formatAgo(expiresAt, nowMs)}</td>
          <td>
            <button
              type="button"
              class="button-quiet"
              disabled={model.withdraw.busy.value}
              aria-label={strings.describe(strings.withdraw, email)}
              onClick={() => void model.withdraw.run(id)}
            >
              {strings.withdraw}
            </button>
          </td>
        </tr>
      ))}
    </Table>
  );
}
