import { argumentsFrom, argumentsOf } from '../evaluate/frames.ts';
import { HTTP_METHODS } from '../syntax/http-methods.ts';
import { concatAll } from '../evaluate/combine-values.ts';
import { ABSENT, type Value, literalOf, partsOf, text } from '../evaluate/value.ts';
import { type Env, type World, evaluateAt } from '../evaluate/world.ts';
import type { ESTree } from 'meriyah';

/** A request as it was read. Each part lists all the values that it may have. */
export interface RequestReading {
  readonly urls: readonly Value[];
  /** The method itself, or the values that it may have. */
  readonly methods: readonly Value[] | string;
  readonly query: readonly Value[];
  readonly body: readonly Value[];
  readonly confidence: number;
  readonly technique: string;
  readonly apiType: 'rest' | 'sse' | 'websocket';
  /** The callee is certainly a request function, so that the word `users` is a path. */
  readonly typed: boolean;
  /** The callee comes from a file that has not been read yet. */
  readonly waits?: boolean;
}

export const REST = { query: [], body: [], apiType: 'rest', typed: true } as const;

export function argument(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  index: number,
  env: Env,
): Value[] {
  const { args, open } = argumentsOf(world, node, env);
  const located = args[index];
  if (located) return evaluateAt(world, located);
  const further = argumentsFrom(world, args, open, index);
  return further.items[0] ? evaluateAt(world, further.items[0]) : [further.rest ?? ABSENT];
}

export function options(
  world: World,
  values: readonly Value[],
  names: readonly string[],
  env: Env,
): Value[] {
  const out: Value[] = [];
  for (const value of values) {
    if (
      value.kind !== 'object' &&
      value.kind !== 'merged' &&
      value.kind !== 'unknown' &&
      value.kind !== 'instance' &&
      value.kind !== 'made'
    )
      continue;
    for (const name of names)
      out.push(...world.property(value, name, env).filter((found) => found !== ABSENT));
  }
  return out;
}

export function orGet(methods: readonly Value[]): readonly Value[] {
  return methods.length > 0 ? methods : [text('GET')];
}

/** Whether a text can be a path by itself: `/users`, `https://…`, or an unknown base before `/users`. */
export function startsLikePath(value: Value): boolean {
  const parts = partsOf(value) ?? [];
  const [head, next] = parts;
  if (typeof head === 'string')
    return (
      head.startsWith('/') ||
      head.startsWith('http://') ||
      head.startsWith('https://') ||
      head.startsWith('./')
    );
  return head !== undefined && typeof next === 'string' && next.startsWith('/') && next.length > 2;
}

/** Each address behind each base, with one slash between them; an absolute address stays as it is. */
export function withBase(bases: readonly Value[], urls: readonly Value[]): Value[] {
  return urls.flatMap((url) => {
    const [head] = partsOf(url) ?? [];
    if (typeof head === 'string' && head.includes('://')) return [url];
    const slash = typeof head === 'string' && head.startsWith('/');
    return bases.flatMap((base) => {
      const last = (partsOf(base) ?? []).at(-1);
      const ends = typeof last === 'string' && last.endsWith('/');
      const trimmed: Value =
        ends && slash && base.kind === 'text'
          ? { ...base, parts: [...base.parts.slice(0, -1), last.slice(0, -1)] }
          : base;
      const glue = slash || ends || url === ABSENT ? trimmed : concatAll([trimmed], [text('/')])[0];
      return glue ? concatAll([glue], [url]) : [];
    });
  });
}

/** Whether a value is a word in the script that is no HTTP method: `type: 'OPEN'`. */
export function isOtherWord(value: Value): boolean {
  const word = literalOf(value);
  return word !== null && !HTTP_METHODS.has(word.toUpperCase());
}
