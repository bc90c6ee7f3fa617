import { read, type Environment, type Variable } from './variable.ts';
import { VARIABLES } from './variables.ts';

/** The parsed value of each variable, by its name. */
export type Settings = {
  [Name in keyof typeof VARIABLES]: (typeof VARIABLES)[Name] extends Variable<infer T> ? T : never;
};

/** @throws ConfigError for the first variable that is wrong */
export function readSettings(environment: Environment): Settings {
  const entries = Object.entries<Variable<unknown>>(VARIABLES).map(
    ([name, definition]) => [name, read(environment, name, definition)] as const,
  );
  return Object.fromEntries(entries) as Settings;
}
