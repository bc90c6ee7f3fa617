import type { Node } from './ast.ts';
import type { Place, Scope, ScriptFile, SyntaxLibraries } from './scope.ts';

/** One pass over a file's tree. `at` numbers the nodes in source order. */
export interface Collector {
  readonly libraries: SyntaxLibraries;
  readonly file: ScriptFile;
  at: number;
  depth: number;
  /** Nodes that may still be visited. Limits the time that a hostile file can take. */
  budget: number;
  /** Walks one node: a statement, an expression, or a part of one. */
  visit(node: Node, scope: Scope, parent: Node, owner: Node | null): void;
}

export function placeOf(collector: Collector, node: Node, scope: Scope): Place {
  collector.at += 1;
  return { node, scope, at: collector.at };
}

/** A scope for code that runs only sometimes. */
export function branch(scope: Scope): Scope {
  return { parent: scope, fn: scope.fn, file: scope.file, cls: null, names: null };
}
