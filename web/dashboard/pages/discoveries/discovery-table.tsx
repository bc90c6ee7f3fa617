import type { DiscoverySummary } from '../../../../shared/organization.ts';
import { Badge } from '../../components/badge.tsx';
import { Table } from '../../components/table.tsx';
import { formatNumber } from '../../numbers.ts';
import { formatMoment } from '../../times.ts';
import css from './page.module.css';
import { StatusBadge } from './status-badge.tsx';
import { strings } from './strings.ts';

interface Props {
  rows: readonly DiscoverySummary[];
  hrefOf: (discoveryId: string) => string;
}

export function DiscoveryTable({ rows, hrefOf }: Props) {
  const { url, kind, status, endpoints, at } = strings.columns;
  const columns = [
    { label: url },
    { label: kind },
    { label: status },
    { label: endpoints, number: true },
    { label: at },
  ];
  return (
    <Table label={strings.table} columns={columns}>
      {rows.map((row) => (
        <tr key={row.discovery_id}>
          <td>
            <a class={css.address} dir="ltr" href={hrefOf(row.discovery_id)}>
              {row.url}
            </a>{' '}
            {row.claimed && <Badge tone="calm">{strings.claimed}</Badge>}
          </td>
          <td class={css.fixed}>{strings.kindOf(row.kind)}</td>
          <td>
            <StatusBadge status={row.status} />
          </td>
          <td class={css.number}>
            {row.total_endpoints === null ? '–' : formatNumber(row.total_endpoints)}
          </td>
          <td class={css.fixed}>{formatMoment(row.created_at)}</td>
        </tr>
      ))}
    </Table>
  );
}
