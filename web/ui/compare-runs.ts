import type { Endpoint } from '../../shared/discovery.ts';
import { keyOf } from './endpoint.ts';

/** One property of an endpoint that differs. `gone` and `come` are removed and added names, such as parameters. */
export interface Change {
  property: 'type' | 'path' | 'query' | 'body';
  gone: string[];
  come: string[];
}

export interface Comparison {
  added: Endpoint[];
  removed: Endpoint[];
  changed: { endpoint: Endpoint; changes: Change[] }[];
}

/**
 * Compares two results by method and URL. Confidence and evidence are not compared: they say how an endpoint was found,
 * and vary between runs even if the API is the same.
 */
export function compareRuns(older: readonly Endpoint[], newer: readonly Endpoint[]): Comparison {
  const before = new Map(older.map((endpoint) => [keyOf(endpoint), endpoint]));
  const after = new Set(newer.map(keyOf));
  const changed = newer.flatMap((endpoint) => {
    const was = before.get(keyOf(endpoint));
    const changes = was ? changesOf(was, endpoint) : [];
    return changes.length > 0 ? [{ endpoint, changes }] : [];
  });
  return {
    added: newer.filter((endpoint) => !before.has(keyOf(endpoint))),
    removed: older.filter((endpoint) => !after.has(keyOf(endpoint))),
    changed,
  };
}

function changesOf(was: Endpoint, is: Endpoint): Change[] {
  return [
    difference('type', [was.api_type], [is.api_type]),
    difference('path', was.parameters.path, is.parameters.path),
    difference('query', was.parameters.query, is.parameters.query),
    difference('body', bodyOf(was), bodyOf(is)),
  ].filter(({ gone, come }) => gone.length + come.length > 0);
}

/** The names that differ between two lists. Their order is not compared. */
function difference(
  property: Change['property'],
  was: readonly string[],
  is: readonly string[],
): Change {
  return {
    property,
    gone: was.filter((name) => !is.includes(name)),
    come: is.filter((name) => !was.includes(name)),
  };
}

/** The body's parameters with their types, because `total number` differs from `total string`. */
function bodyOf({ parameters }: Endpoint): string[] {
  return Object.entries(parameters.body).map(([name, type]) =>
    typeof type === 'string' ? `${name} ${type}` : name,
  );
}
