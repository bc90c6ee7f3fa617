const NUMBER = new Intl.NumberFormat('en-GB');

/** With separators, such as `12,345`. */
export function formatNumber(value: number): string {
  return NUMBER.format(value);
}
