import type { ComponentChildren } from 'preact';
import css from './table.module.css';

interface Props {
  label: string;
  /** Headings. A column of buttons has a heading for screen readers only. */
  columns: readonly { label: string; hidden?: boolean; number?: boolean }[];
  /** Rows of the table's body. */
  children: ComponentChildren;
}

/** A table that scrolls sideways on its own where there is not enough room. */
export function Table({ label, columns, children }: Props) {
  return (
    // A region that scrolls must be reachable by keyboard.
    <div class={css.scroll} role="region" aria-label={label} tabIndex={0}>
      <table class={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" class={column.number ? css.number : undefined}>
                {column.hidden ? <span class="sr-only">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
