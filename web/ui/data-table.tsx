import type { ComponentChildren } from 'preact';
import css from './data-table.module.css';

export interface Sorting<Column extends string> {
  column: Column;
  descending: boolean;
}

interface Column<Name extends string> {
  name: Name;
  label: string;
  class?: string;
  /** Columns without a place of their own in a narrow table: the rows tell them here, and here they are sorted by. */
  holds?: readonly Column<Name>[];
}

interface Props<Name extends string> {
  label: string;
  columns: readonly Column<Name>[];
  /** `null` where the rows are not sorted by a column. */
  sorting: Sorting<Name> | null;
  onSort: (column: Name) => void;
  /** Rows of the table's body. */
  children: ComponentChildren;
  class?: string;
}

/** A table with sortable columns, with a scroll bar of its own. */
export function DataTable<Name extends string>(props: Props<Name>) {
  const { label, columns, sorting, children } = props;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div class={`${css.scroll} ${props.class ?? ''}`} role="region" aria-label={label} tabIndex={0}>
      <table class={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                class={column.class}
                aria-sort={orderOf(column.name, sorting)}
              >
                <SortButton column={column} table={props} />
                {column.holds?.map((held) => (
                  <span key={held.name} class={held.class}>
                    <SortButton column={held} table={props} isHeld />
                  </span>
                ))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function SortButton<Name extends string>(props: {
  column: Column<Name>;
  table: Props<Name>;
  isHeld?: boolean;
}) {
  const { column, table, isHeld = false } = props;
  const order = orderOf(column.name, table.sorting);
  return (
    <button
      type="button"
      class={css.sort}
      data-order={order}
      // The heading's `aria-sort` is about the column that it stands over.
      aria-pressed={isHeld ? order !== undefined : undefined}
      onClick={() => table.onSort(column.name)}
    >
      {column.label}
      {/* `aria-sort` tells screen readers; an arrow in the button's name would be read as text. */}
      <span class={css.arrow} aria-hidden="true" />
    </button>
  );
}

function orderOf<Name extends string>(column: Name, sorting: Sorting<Name> | null) {
  if (sorting?.column !== column) return undefined;
  return sorting.descending ? 'descending' : 'ascending';
}
