/** A cell. Only texts need escaping: numbers are ours. */
export type Cell = string | number;

/** One line of CSV (RFC 4180). */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** The headers of a download. @param name the file's name; ASCII without quotes */
export const csvHeaders = (name: string) => ({
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': `attachment; filename="${name}"`,
});

/**
 * A spreadsheet runs a cell that begins with one of these, or with its full-width form, as a formula, which could
 * send the sheet's content away (OWASP, "CSV injection"). An apostrophe in front makes it a text.
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function csvCell(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
