import type { CallNode, ClassNode, FunctionNode, Node } from './ast.ts';

/** The parts of the table of clients that collecting needs: keys of objects that describe a request. */
export interface SyntaxLibraries {
  readonly addressKeys: ReadonlySet<string>;
  readonly requestKeys: ReadonlySet<string>;
}

/** A block or function; also each alternative of a branch, so that conditional assignments can be recognized. */
export interface Scope {
  readonly parent: Scope | null;
  /** The function that the scope belongs to; `null` at the top of a file. */
  readonly fn: FunctionInfo | null;
  readonly file: ScriptFile;
  /** The class, on the scope of a class's body; else `null`. */
  readonly cls: ClassInfo | null;
  names: Map<string, Binding> | null;
}

export interface Binding {
  readonly name: string;
  readonly scope: Scope | null;
  readonly defs: Definition[];
}

/** An expression with its scope. `at` is its number in source order. */
export interface Place {
  readonly node: Node;
  readonly scope: Scope;
  readonly at: number;
}

export type Definition =
  | {
      kind: 'value';
      place: Place;
      path: readonly PathStep[];
      append: boolean;
      fallback: Node | null;
    }
  | {
      kind: 'parameter';
      fn: FunctionInfo;
      index: number;
      rest: boolean;
      path: readonly PathStep[];
      fallback: Place | null;
    }
  | { kind: 'import'; file: ScriptFile; source: string; name: string }
  | { kind: 'function'; fn: FunctionInfo }
  | { kind: 'class'; cls: ClassInfo }
  | { kind: 'opaque' };

/** One step of destructuring: a property, an index, or the rest. */
export type PathStep = string | number;

export interface FunctionInfo {
  readonly node: FunctionNode;
  readonly scope: Scope;
  readonly inner: Scope;
  readonly file: ScriptFile;
  /** Whether it is an arrow function, which has the `this` of its surroundings. */
  readonly arrow: boolean;
  readonly parameterNames: string[];
  readonly returns: Place[];
  /** Names under which the function may be called: bindings, properties, export names. */
  readonly names: Set<string>;
  readonly home: Home | null;
  /** The key of the module whose body it is, in webpack's registries; else `null`. */
  moduleKey: string | null;
  /** Of a function that is used as a constructor: properties assigned as `this.x = …`, and those of its prototype. */
  members: Map<string, Member[]> | null;
  /** The list whose elements are the values of its first parameter: `list.forEach(fn)`. */
  elementsOf: Place | null;
  /** The call that it is passed to behind a path: `load('/users', (url) => …)`. */
  handedTo: CallSite | null;
  /** Names of the services that dependency injection passes to its parameters: `['users', function (a) { … }]`. */
  injected: readonly string[] | null;
  /** The call of a function that is called where it is defined. */
  immediate: CallSite | null;
}

/** The class or object that a method belongs to, which `this` stands for. */
export type Home =
  | { kind: 'class'; cls: ClassInfo; isStatic: boolean; isConstructor: boolean }
  | { kind: 'object'; place: Place };

export type Member =
  | { kind: 'value'; place: Place }
  | { kind: 'method'; fn: FunctionInfo }
  | { kind: 'getter'; fn: FunctionInfo };

export interface ClassInfo {
  readonly node: ClassNode;
  readonly scope: Scope;
  /** The name of the class, or of the variable that holds it. */
  name: string | null;
  readonly file: ScriptFile;
  readonly members: Map<string, Member[]>;
  readonly statics: Map<string, Member[]>;
  construct: FunctionInfo | null;
}

export interface CallSite {
  readonly node: CallNode;
  readonly scope: Scope;
  readonly at: number;
}

/** `object.name = value`, or `name: value` in an object literal (`target` is then `null`). */
export interface PropertyStore {
  readonly target: Node | null;
  readonly place: Place;
}

/** A string literal or template that might be a path, with the code around it. */
export interface StringSite {
  readonly place: Place;
  readonly parent: Node;
  readonly owner: Node | null;
}

export interface ScriptFile {
  readonly url: string;
  /** Whether the file is a classic script: it shares its top-level names with other classic scripts. */
  readonly shared: boolean;
  readonly functions: Map<Node, FunctionInfo>;
  readonly classes: Map<Node, ClassInfo>;
  readonly calls: CallSite[];
  readonly strings: StringSite[];
  readonly exports: Map<string, ExportTarget>;
  readonly exportAll: string[];
  readonly imports: string[];
  readonly assignments: { name: string; scope: Scope; definition: Definition }[];
  readonly stores: { name: string; store: PropertyStore }[];
  readonly modules: Map<string, FunctionInfo>;
  /** Names of all services that dependency injection passes to its functions. */
  readonly services: Set<string>;
  /** `import('./chunk.js')` */
  readonly dynamicImports: Place[];
  /** Values of `url:`, `uri:` and the like. */
  readonly addressKeys: { name: string; place: Place }[];
  /** Texts that begin like a GraphQL document. */
  readonly documents: string[];
  /** Object literals that look like a request: `{url, method, …}`. */
  readonly requestObjects: Place[];
  readonly aliases: { name: string; scope: Scope; alias: string; target: Scope | null }[];
  readonly importedNames: { name: string; local: string; source: string; scope: Scope }[];
}

type ExportTarget =
  | { kind: 'place'; place: Place }
  | { kind: 'from'; source: string; name: string };

/** The binding of a name in a scope, among the names that the file declares. */
export function lookup(scope: Scope, name: string): Binding | null {
  let current: Scope | null = scope;
  while (current) {
    const found = current.names?.get(name);
    if (found) return found;
    current = current.parent;
  }
  return null;
}

export function declare(scope: Scope, name: string): Binding {
  scope.names ??= new Map();
  let binding = scope.names.get(name);
  if (!binding) {
    binding = { name, scope, defs: [] };
    scope.names.set(name, binding);
  }
  return binding;
}

/** Whether `outer` is `inner` or encloses it. */
export function encloses(outer: Scope, inner: Scope): boolean {
  let current: Scope | null = inner;
  while (current) {
    if (current === outer) return true;
    current = current.parent;
  }
  return false;
}
