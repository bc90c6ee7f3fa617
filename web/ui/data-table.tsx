import type { ComponentChildren } from 'preact';
import css from './data-table.module.css';

export interface Sorting<Column extends string> {
  column: Column;
  descending: boolean;
}

interface Props<Column extends string> {
  label: string;
  columns: readonly { name: Column; label: string; class?: string }[];
  /** `null` where the rows are not sorted by a column. */
  sorting: Sorting<Column> | null;
  onSort: (column: Column) => void;
  /** Rows of the table's body. */
  children: ComponentChildren;
  class?: string;
}

/** A table with sortable columns and a scroll bar of its own. */
export function DataTable<Column extends string>(props: Props<Column>) {
  const { label, columns, sorting, onSort, children } = props;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div class={`${css.scroll} ${props.class ?? ''}`} role="region" aria-label={label} tabIndex={0}>
      <table class={css.table}>
        <thead>
          <tr>
            {columns.map(({ name, label: text, class: columnClass }) => {
              const order = sorting?.column === name ? sorting : null;
              const direction = order && (order.descending ? 'descending' : 'ascending');
              return (
                <th key={name} scope="col" class={columnClass} aria-sort={direction ?? undefined}>
                  <button
                    type="button"
                    class={css.sort}
                    data-order={direction}
                    onClick={() => onSort(name)}
                  >
                    {text}
                    {/* `aria-sort` tells screen readers; an arrow in the button's name would be read as text. */}
                    <span class={css.arrow} aria-hidden="true" />
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
