import type { Member } from '../../../../shared/organization.ts';
import { Badge } from '../../components/badge.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { strings as shared } from '../../strings.ts';
import { formatDate } from '../../times.ts';
import css from './member-table.module.css';
import type { Members } from './model.ts';
import { strings } from './strings.ts';

const { person, role, joined, actions } = strings.columns;
const COLUMNS: readonly Column[] = [
  { label: person },
  { label: role, kind: 'fixed' },
  { label: joined, kind: 'fixed' },
  { label: actions, kind: 'actions' },
];

export function MemberTable({ model, members }: { model: Members; members: readonly Member[] }) {
  const rows = members.map((member) => ({
    key: member.user_id,
    cells: [
      <>
        <strong class={css.name}>
          {member.name}{' '}
          {member.user_id === model.personId && <Badge tone="calm">{strings.you}</Badge>}
        </strong>
        <span class={css.email}>{member.email}</span>
      </>,
      <RoleOf model={model} member={member} />,
      formatDate(member.joined_at),
      <RemoveButton model={model} member={member} />,
    ],
  }));
  return <Table label={strings.table} columns={COLUMNS} rows={rows} />;
}

function RoleOf({ model, member }: { model: Members; member: Member }) {
  const roles = model.rolesFor(member);
  if (!model.canManage || roles.length === 1) return <>{shared.roles[member.role]}</>;
  return (
    <select
      class={css.role}
      aria-label={strings.roleOf(member.name)}
      value={member.role}
      disabled={model.setRole.busy.value}
      onChange={({ currentTarget }) => {
        const chosen = roles[currentTarget.selectedIndex];
        if (chosen) void model.setRole.run(member, chosen);
      }}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {shared.roles[role]}
        </option>
      ))}
    </select>
  );
}

/** Everybody may leave; the others are removed by those who manage members. */
function RemoveButton({ model, member }: { model: Members; member: Member }) {
  const isSelf = member.user_id === model.personId;
  if (!isSelf && (!model.canManage || model.rolesFor(member).length === 1)) return null;
  const text = isSelf ? strings.leave : strings.remove;
  return (
    <button
      type="button"
      class="button-quiet"
      aria-label={strings.describe(text, member.name)}
      onClick={() => model.openRemove(member)}
    >
      {text}
    </button>
  );
}
