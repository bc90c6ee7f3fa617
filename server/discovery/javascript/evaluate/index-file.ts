import { calleeName, mayBePath, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/called-name.ts';
import { collect } from '../syntax/collect.ts';
import { KEYED_MAX } from '../syntax/collect-calls.ts';
import { constructionsOf } from './constructions.ts';
import { evaluate } from './evaluate.ts';
import { property } from './properties.ts';
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
import type { Libraries, World } from './world.ts';

const LISTED_MAX = 4_000;

export function createWorld(documentBase: URL, libraries: Libraries, isLate: () => boolean): World {
  return {
    documentBase,
    libraries,
    isLate,
    files: [],
    byUrl: new Map(),
    globals: new Map(),
    stores: new Map(),
    targetStores: new Map(),
    shortened: new Map(),
    superCalls: new Map(),
    aliases: new Map(),
    importsByName: new Map(),
    callsByName: new Map(),
    functionsByName: new Map(),
    modules: new Map(),
    memo: new Map(),
    memberStores: new Map(),
    bundledExports: new Map(),
    fieldMemo: new Map(),
    assumed: new Map(),
    serial: 0,
    oldest: Number.MAX_SAFE_INTEGER,
    steps: 0,
    stepsTotal: 40_000_000,
    depth: 0,
    local: new Map(),
    newsByName: new Map(),
    callsWith: new Map(),
    constructionMemo: new Map(),
    constructions(fn) {
      return constructionsOf(this, fn);
    },
    evaluate(node, env) {
      return evaluate(this, node, env);
    },
    property(value, name, env) {
      return property(this, value, name, env);
    },
  };
}

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
    // A tree too deep for the stack: what was collected until then still counts.
  }
  world.files.push(file);
  if (URL.canParse(url)) world.byUrl.set(`${new URL(url).origin}${new URL(url).pathname}`, file);
  index(world, file, top);
  return file;
}

function index(world: World, file: ScriptFile, top: Scope): void {
  for (const { name, scope, definition } of file.assignments)
    define(world, scope, name, definition);
  if (file.shared) shareTopLevel(world, top);
  for (const { name, store } of file.stores) {
    push(world.stores, name, store);
    if (store.target) indexStore(world, name, store);
  }
  for (const fn of file.functions.values())
    for (const name of fn.names) push(world.functionsByName, name, fn);
  for (const [key, fn] of file.modules) if (!world.modules.has(key)) world.modules.set(key, fn);
  for (const call of file.calls) indexCall(world, call);
  for (const { name, ...alias } of file.aliases) push(world.aliases, name, alias);
  for (const { name, local, source, scope } of file.importedNames)
    push(world.importsByName, name, { file, local, source, scope });
  file.aliases.length = 0;
  file.assignments.length = 0;
  file.stores.length = 0;
}

function define(world: World, scope: Scope, name: string, definition: Definition): void {
  const binding = lookup(scope, name);
  if (binding) binding.defs.push(definition);
  else defineGlobal(world, name, [definition]);
}

function defineGlobal(world: World, name: string, definitions: readonly Definition[]): void {
  const binding = world.globals.get(name) ?? { name, scope: null, defs: [] };
  world.globals.set(name, binding);
  if (binding.defs.length < 32) binding.defs.push(...definitions);
}

function shareTopLevel(world: World, top: Scope): void {
  for (const [name, binding] of top.names ?? []) {
    const shared = world.globals.get(name);
    if (shared) shared.defs.push(...binding.defs.slice(0, LISTED_MAX));
    else world.globals.set(name, { name, scope: null, defs: [...binding.defs] });
  }
}

function indexStore(world: World, name: string, store: PropertyStore): void {
  push(world.targetStores, name, store);
  const target = store.target ? unwrap(store.target) : null;
  const own = target?.type === 'Identifier' ? lookup(store.place.scope, target.name) : null;
  const library = world.libraries.ownProperties.get(name);
  if (own && library !== undefined) world.shortened.set(own, library);
  const onWindow =
    target?.type === 'Identifier' &&
    ['window', 'self', 'globalThis', 'global', 'top'].includes(target.name);
  if (onWindow)
    defineGlobal(world, name, [
      { kind: 'value', place: store.place, path: [], append: false, fallback: null },
    ]);
}

function indexCall(world: World, call: CallSite): void {
  const given = call.node.arguments.slice(0, KEYED_MAX);
  for (const [index, key] of given.slice(0, -1).entries()) {
    const other = given[index + 1];
    if (!other || other.type === 'SpreadElement' || !(mayBePath(key) || mayBePath(given[0])))
      continue;
    const handed = calleeName(other);
    if (handed !== null) push(world.callsWith, handed, call);
  }
  const name = calledName(call);
  if (name === 'super' && call.scope.fn) {
    let fn: FunctionInfo | null = call.scope.fn;
    while (fn?.arrow) fn = fn.scope.fn;
    if (fn) world.superCalls.set(fn, call);
  }
  if (name === null) return;
  push(world.callsByName, name, call);
  if (call.node.type === 'NewExpression') push(world.newsByName, name, call);
}

function push<T>(map: Map<string, T[]>, name: string, item: T): void {
  const list = map.get(name);
  if (!list) map.set(name, [item]);
  else if (list.length < LISTED_MAX) list.push(item);
}
