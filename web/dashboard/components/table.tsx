import type { ComponentChildren } from 'preact';
import css from './table.module.css';

export interface Column {
  label: string;
  /** `number`: aligned at its end. `fixed`: on one line. `actions`: buttons; only screen readers read its heading. */
  kind?: 'number' | 'fixed' | 'actions';
}

export interface Row {
  key: string;
  /** One for each column. */
  cells: readonly ComponentChildren[];
  /** True for something that has ended, such as a revoked key. */
  isFaded?: boolean;
}

interface Props {
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
}

/**
 * A table. Where it is narrow, each row becomes a list of its cells, with the column's heading before each. The roles
 * are written out, because browsers drop them from a table that is not laid out as one.
 */
export function Table({ label, columns, rows }: Props) {
  return (
    // A region that scrolls must be reachable by keyboard.
    <div class={css.scroll} role="region" aria-label={label} tabIndex={0}>
      <table class={css.table} role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ label: heading, kind }) => (
              <th key={heading} scope="col" role="columnheader" data-kind={kind}>
                {kind === 'actions' ? <span class="sr-only">{heading}</span> : heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.key} role="row" class={row.isFaded ? css.faded : undefined}>
              {row.cells.map((cell, index) => (
                <td
                  key={index}
                  role="cell"
                  data-kind={columns[index]?.kind}
                  data-label={columns[index]?.label}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
