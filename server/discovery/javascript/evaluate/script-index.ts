import type {
  Binding,
  CallSite,
  FunctionInfo,
  PropertyStore,
  Scope,
  ScriptFile,
} from '../syntax/scope.ts';

/** What the files read so far contain, by name. Only `index-file.ts` writes it. */
export interface Index {
  readonly files: ScriptFile[];
  readonly byUrl: Map<string, ScriptFile>;
  /** Names that classic scripts share, and properties of `window`. */
  readonly globals: Map<string, Binding>;
  readonly stores: Map<string, PropertyStore[]>;
  /** Those of the stores that are written as `object.name = value`. */
  readonly targetStores: Map<string, PropertyStore[]>;
  /** Variables that hold a library in a bundle that contains it, with the library's usual global name. */
  readonly shortened: Map<Binding, string>;
  /** `super(…)` by the constructor it stands in. */
  readonly superCalls: Map<FunctionInfo, CallSite>;
  readonly aliases: Map<string, Alias[]>;
  readonly importsByName: Map<
    string,
    { file: ScriptFile; local: string; source: string; scope: Scope }[]
  >;
  readonly callsByName: Map<string, CallSite[]>;
  readonly newsByName: Map<string, CallSite[]>;
  /** Calls with a path and a function behind it as arguments, by the function's name. */
  readonly callsWith: Map<string, CallSite[]>;
  readonly functionsByName: Map<string, FunctionInfo[]>;
  readonly modules: Map<string, FunctionInfo>;
}

/** `name` in `scope` is also known as `alias`, a variable of `target` or (`null`) a property. */
export interface Alias {
  readonly scope: Scope;
  readonly alias: string;
  readonly target: Scope | null;
}
