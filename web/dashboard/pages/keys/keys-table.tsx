import type { ApiKey } from '../../../../shared/api-keys.ts';
import { Badge } from '../../components/badge.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { formatAgo, formatDate, formatMoment } from '../../times.ts';
import { createdBy, expiryNotice, nameOf, sum, usedSinceRotation, works } from './key-facts.ts';
import css from './keys-table.module.css';
import type { Keys } from './model.ts';
import { Sparkline } from './sparkline.tsx';
import { strings } from './strings.ts';

interface Props {
  model: Keys;
  /** All keys, because a rotated key names the one that replaced it. */
  all: readonly ApiKey[];
  rows: readonly ApiKey[];
  nowMs: number;
}

const { columns } = strings;
const COLUMNS: readonly Column[] = [
  { label: columns.key },
  { label: columns.status },
  { label: columns.lastUsed },
  { label: columns.expires, kind: 'fixed' },
];

export function KeysTable({ model, all, rows, nowMs }: Props) {
  return (
    <Table
      label={strings.table}
      columns={
        model.canManage ? [...COLUMNS, { label: columns.actions, kind: 'actions' }] : COLUMNS
      }
      rows={rows.map((apiKey) => ({
        key: apiKey.id,
        isFaded: !works(apiKey),
        cells: [
          <NameAndRights apiKey={apiKey} />,
          <Status {...{ apiKey, all, nowMs }} />,
          <div class={css.use}>
            {apiKey.last_used_at ? formatAgo(apiKey.last_used_at, nowMs) : strings.never}
            <Sparkline
              counts={apiKey.requests_by_day}
              text={strings.traffic(sum(apiKey.requests_by_day))}
            />
          </div>,
          apiKey.expires_at ? formatDate(apiKey.expires_at) : strings.never,
          ...(model.canManage ? [<RowActions model={model} apiKey={apiKey} />] : []),
        ],
      }))}
    />
  );
}

function NameAndRights({ apiKey }: { apiKey: ApiKey }) {
  return (
    <>
      <strong class={css.name}>{apiKey.name ?? strings.unnamed}</strong>
      <code class={css.key} dir="ltr">
        {apiKey.prefix}…{apiKey.last4}
      </code>
      <span class={css.detail}>{rightsOf(apiKey).join(' · ')}</span>
      <span class={css.detail}>
        {strings.created(formatDate(apiKey.created_at), createdBy(apiKey))}
      </span>
    </>
  );
}

function RowActions({ model, apiKey }: { model: Keys; apiKey: ApiKey }) {
  if (!works(apiKey)) return null;
  const name = nameOf(apiKey);
  return (
    <div class={css.actions}>
      {apiKey.status === 'active' && (
        <button
          type="button"
          class="button-quiet"
          aria-label={strings.describe(strings.rotate, name)}
          onClick={() => model.openRotate(apiKey)}
        >
          {strings.rotate}
        </button>
      )}
      <button
        type="button"
        class="button-quiet"
        aria-label={strings.describe(strings.revoke, name)}
        onClick={() => model.openRevoke(apiKey)}
      >
        {strings.revoke}
      </button>
    </div>
  );
}

function Status({ apiKey, all, nowMs }: Pick<Props, 'all' | 'nowMs'> & { apiKey: ApiKey }) {
  const text = strings.statuses[apiKey.status];
  if (apiKey.status === 'active') {
    const tone = expiryNotice(apiKey, nowMs) ? 'warn' : 'good';
    return <Badge tone={tone}>{text}</Badge>;
  }
  if (apiKey.status !== 'rotated') return <Badge tone="calm">{text}</Badge>;
  const stillUsed = usedSinceRotation(apiKey, all);
  return (
    <span class={css.rotation}>
      <Badge tone="warn">{text}</Badge>
      {apiKey.expires_at && <span>{strings.worksUntil(formatMoment(apiKey.expires_at))}</span>}
      <span class={stillUsed ? css.warning : undefined}>
        {stillUsed && apiKey.last_used_at
          ? strings.stillUsed(formatAgo(apiKey.last_used_at, nowMs))
          : strings.notUsedSince}
      </span>
    </span>
  );
}

function rightsOf({ access, modules, networks }: ApiKey): string[] {
  return [
    strings.access[access],
    ...(modules ? [strings.modules(modules)] : []),
    ...(networks ? [strings.networks(networks)] : []),
  ];
}
