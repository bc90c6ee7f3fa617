import { fieldsOf, listOf, textOf } from './untrusted.ts';

/** Variables of a collection that stand for addresses: `{{baseUrl}}`. */
export class TemplateVariables {
  readonly #values = new Map<string, string>();

  add(name: unknown, value: unknown): void {
    if (typeof name !== 'string' || typeof value !== 'string' || value.length > 2048) return;
    if (this.#values.size < 1000 && !this.#values.has(name)) this.#values.set(name, value);
  }

  addList(list: unknown): void {
    for (const entry of listOf(list).slice(0, 1000).map(fieldsOf))
      this.add(entry['key'] ?? entry['name'] ?? entry['id'], entry['value']);
  }

  /**
   * Replaces variables by their values. An address that still begins with a variable is on an unknown host, for which
   * the host of the collection is taken. Unknown parts further on become path parameters.
   */
  fill(written: string): string {
    let url = written.slice(0, 2048);
    // Values may name variables themselves. The number of rounds and the length end a variable that refers to itself.
    for (let round = 0; round < 4 && url.includes('{{') && url.length <= 4096; round += 1) {
      url = url.replace(
        /\{\{\s{0,4}(?:_\.)?([^{}]{1,100}?)\s{0,4}\}\}/g,
        (whole, name: string) => this.#values.get(name) ?? whole,
      );
    }
    const rest =
      /^(?:https?:\/\/)?\{\{[^{}]{1,100}\}\}(?::\{\{[^{}]{1,100}\}\})?(\/.{0,2048})?$/.exec(url);
    if (rest !== null) return rest[1] ?? '/';
    return /^(?:[a-z]{2,5}:)?\//i.test(url) ? url : `http://${url}`;
  }
}

/** Names and JSON types of the keys of a JSON text, such as an example body. */
export function jsonKeys(value: unknown): [string, string][] {
  return Object.entries(fieldsOf(value))
    .slice(0, 200)
    .map(([name, each]) => [name, jsonTypeOf(each)]);
}

function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'unknown' : typeof value;
}

/** Names of a list of `{key}` or `{name}` objects that are not switched off. */
export function listedNames(list: unknown): string[] {
  return listOf(list)
    .slice(0, 200)
    .map(fieldsOf)
    .filter((entry) => entry['disabled'] !== true)
    .map((entry) => textOf(entry['key'] ?? entry['name']))
    .filter((name) => name !== null);
}
