const format = new Intl.NumberFormat('en');

export function number(value: number): string {
  return format.format(value);
}

export function plural(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}
