import { ConfigError } from './config.ts';

/** The process's environment: text, or nothing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How one environment variable is read. */
export interface Variable<T> {
  default: string;
  allowed: string;
  parse(text: string): T | undefined;
  /** True: the error message does not repeat the value. */
  secret?: boolean;
}

/** Returns the definition itself. It lets the compiler infer the type that the variable parses to. */
export const variable = <T>(definition: Variable<T>): Variable<T> => definition;

/** @throws ConfigError naming the variable, what was given and what is allowed */
export function read<T>(environment: Environment, name: string, definition: Variable<T>): T {
  const text = environment[name]?.trim() ?? definition.default;
  const value = definition.parse(text);
  if (value !== undefined) return value;
  const given = definition.secret
    ? `${text.length} characters`
    : JSON.stringify(text.slice(0, 200));
  throw new ConfigError(`${name} is ${given}, but must be ${definition.allowed}.`);
}

type Parse<T> = (text: string) => T | undefined;

/** Turns a parser into one that gives null for an empty text. */
export const optional =
  <T>(parse: Parse<T>): Parse<T | null> =>
  (text) =>
    text === '' ? null : parse(text);

export const matching =
  (pattern: RegExp): Parse<string> =>
  (text) =>
    pattern.test(text) ? text : undefined;

export const integer = (min: number, max: number) => (text: string) => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
};
export const oneOf =
  <T extends string>(...allowed: T[]) =>
  (text: string) =>
    allowed.find((value) => value === text);

/** Parses comma-separated entries. Undefined where one of them is wrong. */
export const list =
  <T>(parse: (entry: string) => T | undefined) =>
  (text: string): T[] | undefined => {
    const entries = text.split(',').map((entry) => entry.trim());
    const values = entries.filter((entry) => entry !== '').map(parse);
    return values.every((value) => value !== undefined) ? values : undefined;
  };
