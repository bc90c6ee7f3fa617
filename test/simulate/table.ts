export type Cell = string;

export interface Table {
  title: string;
  head: readonly Cell[];
  rows: readonly (readonly Cell[])[];
}

export function toMarkdown({ head, rows }: Table): string {
  const line = (cells: readonly Cell[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Columns side by side, for a terminal. */
export function toText({ title, head, rows }: Table): string {
  const widths = head.map((cell, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? cell).length)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    `\n${title}\n`,
    line(head),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map(line),
  ].join('\n');
}
