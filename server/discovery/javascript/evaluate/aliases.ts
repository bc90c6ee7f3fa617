import { resolveFile } from './modules.ts';
import { lookup, type Binding, type FunctionInfo, type ScriptFile } from '../syntax/scope.ts';
import type { Index } from './script-index.ts';

const ROUNDS_MAX = 4;
const NAMES_MAX = 24;

interface Known {
  readonly name: string;
  /** `null` where it is a property. */
  readonly binding: Binding | null;
}

/** All names under which a function (or the class it constructs) may be called. */
export function aliasesOf(index: Index, fn: FunctionInfo): Set<string> {
  const start: Known[] = [];
  const names = [...fn.names];
  const cls = fn.home?.kind === 'class' && fn.home.isConstructor ? fn.home.cls : null;
  if (cls?.name) names.push(cls.name);
  // A method is no variable, although a variable of its scope may have the same name.
  const isMethod = fn.home !== null && !cls;
  for (const name of names)
    start.push({ name, binding: isMethod ? null : lookup(cls ? cls.scope : fn.scope, name) });
  const found = new Set(names);
  let frontier = start;
  for (let round = 0; round < ROUNDS_MAX && frontier.length > 0; round += 1) {
    frontier = frontier
      .flatMap((known) => step(index, known, fn.file))
      .filter(
        ({ name, binding }) => found.size < NAMES_MAX && (!found.has(name) || binding !== null),
      );
    for (const { name } of frontier) found.add(name);
    frontier = frontier.slice(0, NAMES_MAX);
  }
  return found;
}

function step(index: Index, known: Known, file: ScriptFile): Known[] {
  const out: Known[] = [];
  for (const alias of index.aliases.get(known.name) ?? []) {
    const same =
      known.binding === null
        ? known.name.length > 2
        : lookup(alias.scope, known.name) === known.binding;
    if (!same || (alias.alias === known.name && alias.target === null && known.binding === null))
      continue;
    out.push({
      name: alias.alias,
      binding: alias.target ? lookup(alias.target, alias.alias) : null,
    });
  }
  for (const [exported, target] of file.exports) {
    if (
      target.kind !== 'place' ||
      target.place.node.type !== 'Identifier' ||
      target.place.node.name !== known.name
    )
      continue;
    if (lookup(target.place.scope, known.name) !== known.binding) continue;
    out.push(...importedAs(index, file, exported));
  }
  return out;
}

function importedAs(index: Index, file: ScriptFile, exported: string): Known[] {
  const out: Known[] = [{ name: exported, binding: null }];
  for (const imported of index.importsByName.get(exported) ?? []) {
    if (resolveFile(index, imported.file, imported.source) === file)
      out.push({ name: imported.local, binding: lookup(imported.scope, imported.local) });
  }
  return out;
}

/** The variables and properties that hold the value of a name. */
export interface Holders {
  readonly variables: ReadonlySet<Binding>;
  readonly properties: ReadonlySet<string>;
}

/**
 * Variables and properties that hold the value of `name`: `const send = options.fetch ?? fetch`, `this._fetch =
 * options.fetch`.
 */
export function holdersOf(index: Index, name: string): Holders {
  const variables = new Set<Binding>();
  const properties = new Set<string>();
  for (const { alias, target } of index.aliases.get(name) ?? []) {
    const binding = target && lookup(target, alias);
    if (binding) variables.add(binding);
    // Properties are compared by name only, so their name must contain it.
    else if (!target && alias.toLowerCase().includes(name)) properties.add(alias);
  }
  return { variables, properties };
}
