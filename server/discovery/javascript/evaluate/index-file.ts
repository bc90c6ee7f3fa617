import { calleeName, mayBePath, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/called-name.ts';
import { collect } from '../syntax/collect.ts';
import { KEYED_MAX } from '../syntax/collect-calls.ts';
import { type ScriptKind, parseScript } from '../syntax/parse.ts';
import {
  type CallSite,
  type Definition,
  type FunctionInfo,
  type PropertyStore,
  type Scope,
  type ScriptFile,
  lookup,
} from '../syntax/scope.ts';
import type { Index } from './script-index.ts';
import type { Libraries, World } from './world.ts';

const LISTED_MAX = 4_000;

/** Parses and indexes one file into the world; `null` where it does not parse. */
export function addFile(
  world: World,
  url: string,
  code: string,
  kind: ScriptKind,
): ScriptFile | null {
  const program = parseScript(code, kind);
  if (!program) return null;
  const module = program.sourceType === 'module';
  const file: ScriptFile = {
    url,
    shared: !module,
    functions: new Map(),
    classes: new Map(),
    calls: [],
    strings: [],
    exports: new Map(),
    exportAll: [],
    imports: [],
    assignments: [],
    stores: [],
    modules: new Map(),
    services: new Set(),
    dynamicImports: [],
    addressKeys: [],
    documents: [],
    requestObjects: [],
    aliases: [],
    importedNames: [],
  };
  const top: Scope = { parent: null, fn: null, file, cls: null, names: null };
  try {
    collect(program, file, top, world.libraries);
  } catch {
    // The tree is too deep for the stack. What was collected until then counts.
  }
  world.index.files.push(file);
  if (URL.canParse(url))
    world.index.byUrl.set(`${new URL(url).origin}${new URL(url).pathname}`, file);
  add(world.index, file, top, world.libraries);
  return file;
}

function add(index: Index, file: ScriptFile, top: Scope, libraries: Libraries): void {
  for (const { name, scope, definition } of file.assignments)
    define(index, scope, name, definition);
  if (file.shared) shareTopLevel(index, top);
  for (const { name, store } of file.stores) {
    push(index.stores, name, store);
    if (store.target) addStore(index, name, store, libraries);
  }
  for (const fn of file.functions.values())
    for (const name of fn.names) push(index.functionsByName, name, fn);
  for (const [key, fn] of file.modules) if (!index.modules.has(key)) index.modules.set(key, fn);
  for (const call of file.calls) addCall(index, call);
  for (const { name, ...alias } of file.aliases) push(index.aliases, name, alias);
  for (const { name, local, source, scope } of file.importedNames)
    push(index.importsByName, name, { file, local, source, scope });
  file.aliases.length = 0;
  file.assignments.length = 0;
  file.stores.length = 0;
}

function define(index: Index, scope: Scope, name: string, definition: Definition): void {
  const binding = lookup(scope, name);
  if (binding) binding.defs.push(definition);
  else defineGlobal(index, name, [definition]);
}

function defineGlobal(index: Index, name: string, definitions: readonly Definition[]): void {
  const binding = index.globals.get(name) ?? { name, scope: null, defs: [] };
  index.globals.set(name, binding);
  if (binding.defs.length < 32) binding.defs.push(...definitions);
}

function shareTopLevel(index: Index, top: Scope): void {
  for (const [name, binding] of top.names ?? []) {
    const shared = index.globals.get(name);
    if (shared) shared.defs.push(...binding.defs.slice(0, LISTED_MAX));
    else index.globals.set(name, { name, scope: null, defs: [...binding.defs] });
  }
}

function addStore(
  index: Index,
  name: string,
  store: PropertyStore,
  { ownProperties }: Libraries,
): void {
  push(index.targetStores, name, store);
  const target = store.target ? unwrap(store.target) : null;
  const own = target?.type === 'Identifier' ? lookup(store.place.scope, target.name) : null;
  const library = ownProperties.get(name);
  if (own && library !== undefined) index.shortened.set(own, library);
  const onWindow =
    target?.type === 'Identifier' &&
    ['window', 'self', 'globalThis', 'global', 'top'].includes(target.name);
  if (onWindow)
    defineGlobal(index, name, [
      { kind: 'value', place: store.place, path: [], append: false, fallback: null },
    ]);
}

function addCall(index: Index, call: CallSite): void {
  const given = call.node.arguments.slice(0, KEYED_MAX);
  for (const [at, key] of given.slice(0, -1).entries()) {
    const other = given[at + 1];
    if (!other || other.type === 'SpreadElement' || !(mayBePath(key) || mayBePath(given[0])))
      continue;
    const handed = calleeName(other);
    if (handed !== null) push(index.callsWith, handed, call);
  }
  const name = calledName(call);
  if (name === 'super' && call.scope.fn) {
    let fn: FunctionInfo | null = call.scope.fn;
    while (fn?.arrow) fn = fn.scope.fn;
    if (fn) index.superCalls.set(fn, call);
  }
  if (name === null) return;
  push(index.callsByName, name, call);
  if (call.node.type === 'NewExpression') push(index.newsByName, name, call);
}

function push<T>(map: Map<string, T[]>, name: string, item: T): void {
  const list = map.get(name);
  if (!list) map.set(name, [item]);
  else if (list.length < LISTED_MAX) list.push(item);
}
