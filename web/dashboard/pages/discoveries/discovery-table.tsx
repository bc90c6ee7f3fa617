import type { DiscoverySummary } from '../../../../shared/organization.ts';
import { Badge } from '../../components/badge.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { formatNumber } from '../../numbers.ts';
import { formatMoment } from '../../times.ts';
import { StatusBadge } from './status-badge.tsx';
import { strings } from './strings.ts';

interface Props {
  rows: readonly DiscoverySummary[];
  hrefOf: (discoveryId: string) => string;
}

const { url, kind, status, endpoints, at } = strings.columns;
const COLUMNS: readonly Column[] = [
  { label: url },
  { label: kind, kind: 'fixed' },
  { label: status },
  { label: endpoints, kind: 'number' },
  { label: at, kind: 'fixed' },
];

export function DiscoveryTable({ rows, hrefOf }: Props) {
  const cellsOf = (row: DiscoverySummary) => [
    <>
      <a dir="ltr" href={hrefOf(row.discovery_id)}>
        {row.url}
      </a>{' '}
      {row.claimed && <Badge tone="calm">{strings.claimed}</Badge>}
    </>,
    strings.kindOf(row.kind),
    <StatusBadge status={row.status} />,
    row.total_endpoints === null ? '–' : formatNumber(row.total_endpoints),
    formatMoment(row.created_at),
  ];
  return (
    <Table
      label={strings.table}
      columns={COLUMNS}
      rows={rows.map((row) => ({ key: row.discovery_id, cells: cellsOf(row) }))}
    />
  );
}
