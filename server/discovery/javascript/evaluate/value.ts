import type { ClassInfo, FunctionInfo, Place, ScriptFile } from '../syntax/scope.ts';

/** An unknown part of a text: its value exists only at run time. */
export interface Hole {
  readonly name: string;
  /** The function whose parameter it comes from: a call of that function may give its value. */
  readonly owner: FunctionInfo | null;
  /** It comes from a file that has not been read yet. */
  readonly missing: boolean;
  /** It is a parameter of a function. */
  readonly parameter?: boolean;
  /** It went through `encodeURIComponent` or the like, so it is one segment or one query value. */
  readonly encoded: boolean;
}

export type Part = string | Hole;

/** An expression, with the call that gives the values of the parameters in it. */
export interface Located {
  readonly place: Place;
  readonly frame: Frame | null;
}

/** One call of a function: its arguments, and the calls around the place where the function was made. */
export interface Frame {
  readonly fn: FunctionInfo;
  readonly args: readonly Located[];
  /** A list that is spread behind the arguments, whose elements were unknown when the call was read. */
  readonly open: Located | null;
  readonly self: Value | null;
  readonly outer: Frame | null;
  readonly depth: number;
  /** Frames are numbered as they are made. */
  readonly serial: number;
  /** Number of the oldest frame that its arguments, `self` or `outer` refer to. */
  readonly oldest: number;
}

export type Value =
  | { kind: 'text'; parts: readonly Part[]; primitive: 'string' | 'number' | 'boolean' | 'none' }
  | { kind: 'unknown'; hole: Hole }
  | { kind: 'object'; place: Place; frame: Frame | null }
  | { kind: 'array'; items: readonly Located[] }
  | { kind: 'merged'; sources: readonly Value[] }
  | { kind: 'function'; fn: FunctionInfo; frame: Frame | null; self: Value | null }
  | { kind: 'class'; cls: ClassInfo; frame: Frame | null }
  | { kind: 'instance'; cls: ClassInfo; construct: Frame | null }
  | { kind: 'made'; fn: FunctionInfo; construct: Frame | null }
  | { kind: 'global'; name: string }
  | { kind: 'namespace'; file: ScriptFile }
  | { kind: 'bundled'; module: FunctionInfo }
  | { kind: 'client'; base: readonly Value[] }
  | { kind: 'fields'; names: readonly string[] }
  | { kind: 'json'; of: readonly Value[] };

/** Alternatives of one expression that are followed. Hostile code could double their number at each step. */
export const ALTERNATIVES_MAX = 16;
/** Characters of one text that are kept. */
export const TEXT_LENGTH_MAX = 2_048;

export function text(value: string): Value {
  return {
    kind: 'text',
    parts: value === '' ? [] : [value.slice(0, TEXT_LENGTH_MAX)],
    primitive: 'string',
  };
}

export function unknown(name: string, owner: FunctionInfo | null = null, missing = false): Value {
  return { kind: 'unknown', hole: { name, owner, missing, encoded: false } };
}

export const ABSENT: Value = { kind: 'text', parts: [], primitive: 'none' };

/** The parts of a text; `null` for values that cannot be a path, such as a function. */
export function partsOf(value: Value): readonly Part[] | null {
  switch (value.kind) {
    case 'text':
      return value.parts;
    case 'unknown':
      return [value.hole];
    case 'fields':
      return value.names.length === 0
        ? [{ name: 'query', owner: null, missing: false, encoded: true }]
        : [value.names.map((name) => `${name}=`).join('&')];
    case 'json':
      return [{ name: 'json', owner: null, missing: false, encoded: false }];
    case 'global':
      return [
        {
          name: value.name.slice(value.name.lastIndexOf('.') + 1),
          owner: null,
          missing: true,
          encoded: false,
        },
      ];
    case 'instance':
    case 'made':
    case 'object':
    case 'merged':
    case 'array':
    case 'client':
      return [{ name: 'value', owner: null, missing: false, encoded: false }];
    default:
      return null;
  }
}

/** The text, or `null` where a part of it is unknown. */
export function literalOf(value: Value): string | null {
  if (value.kind !== 'text' || value.primitive === 'none') return null;
  if (value.parts.length === 0) return '';
  const [only] = value.parts;
  return value.parts.length === 1 && typeof only === 'string' ? only : null;
}

export function numberValue(value: number): Value {
  return { kind: 'text', parts: [String(value)], primitive: 'number' };
}

/** The functions whose parameters these values contain. */
export function ownersOf(values: readonly Value[]): Set<FunctionInfo> {
  const owners = new Set<FunctionInfo>();
  for (const value of values) {
    if (value.kind === 'unknown' && value.hole.owner) owners.add(value.hole.owner);
    if (value.kind === 'text')
      for (const part of value.parts)
        if (typeof part !== 'string' && part.owner) owners.add(part.owner);
    if (value.kind === 'json') for (const owner of ownersOf(value.of)) owners.add(owner);
    if (value.kind === 'merged') for (const owner of ownersOf(value.sources)) owners.add(owner);
    if (value.kind === 'client') for (const owner of ownersOf(value.base)) owners.add(owner);
  }
  return owners;
}
