import { namesBase } from '../evaluate/base-fields.ts';
import type { Part } from '../evaluate/value.ts';

/** Removes an unknown base address before a path that is complete without it. */
export function openPrefix(
  parts: readonly Part[],
  typed: boolean,
): { parts: Part[]; provisional: boolean; guessed: boolean } | null {
  let start = 0;
  let provisional = false;
  let base = false;
  while (start < parts.length) {
    const part = parts[start];
    if (part === undefined || typeof part === 'string') break;
    provisional ||= part.missing;
    base ||= namesBase(part.name) && !part.encoded;
    start += 1;
  }
  const rest = parts.slice(start);
  const [head] = rest;
  if (typeof head !== 'string') return null;
  if (start === 0) {
    const known = withoutBaseSegment(rest) ?? hostHole(rest) ?? rest;
    return { parts: known, provisional, guessed: false };
  }
  if (head.startsWith('://')) return withoutScheme(rest, head, provisional);
  if (head.startsWith('/') && !head.startsWith('//') && head.length + rest.length > 2)
    return { parts: rest, provisional, guessed: false };
  if (head.startsWith('?') || head.startsWith('#') || !typed) return null;
  const pathLike = base || head.includes('/');
  return pathLike && isWordStart(head) ? { parts: rest, provisional, guessed: true } : null;
}

/** `/${restEndpoint}/users`: a first segment whose variable is named like a base address is one, and no parameter. */
export function withoutBaseSegment(parts: readonly Part[]): Part[] | null {
  const [slash, base, ...rest] = parts;
  if (slash !== '/' || typeof base !== 'object' || base.encoded) return null;
  const [next] = rest;
  return BASE_SEGMENT.test(base.name) && typeof next === 'string' && next.startsWith('/')
    ? rest
    : null;
}

const BASE_SEGMENT =
  /^(?:\w*(?:base|root|prefix)(?:path|url)?|(?:api|rest)\w*(?:endpoint|path|url))$/i;

function isWordStart(value: string): boolean {
  return !'?#&=/.:,;%'.includes(value[0] ?? '?');
}

/** `${scheme}://${host}/users`: an unknown scheme is taken to be the document's. */
function withoutScheme(
  parts: readonly Part[],
  head: string,
  provisional: boolean,
): { parts: Part[]; provisional: boolean; guessed: boolean } | null {
  const sameScheme = [head.slice(1), ...parts.slice(1)];
  const known = hostHole(sameScheme) ?? (head === '://' ? null : sameScheme);
  return known && { parts: known, provisional, guessed: false };
}

/** `https://${host}/users`: an unknown host is taken to be the document's. */
function hostHole(parts: readonly Part[]): Part[] | null {
  const [head, second, ...rest] = parts;
  if (typeof head !== 'string' || second === undefined || typeof second === 'string') return null;
  const schemes = ['http://', 'https://', 'ws://', 'wss://', '//'];
  if (!schemes.includes(head)) return null;
  const next = rest.findIndex((part) => typeof part === 'string' && part.includes('/'));
  const path = rest[next];
  if (next < 0 || typeof path !== 'string') return null;
  return [path.slice(path.indexOf('/')), ...rest.slice(next + 1)];
}

/** Splits a text where its query begins: at `?`, or at `&` where the `?` is in an unknown part before it. */
export function splitQuery(parts: readonly Part[]): { path: Part[]; query: Part[] } {
  const path: Part[] = [];
  const query: Part[] = [];
  let isPath = true;
  for (const part of parts) {
    if (typeof part !== 'string') {
      (isPath ? path : query).push(part);
      continue;
    }
    const [text = ''] = part.split('#', 1);
    const start: number = isPath ? text.search(/[?&]/) : -1;
    if (isPath && start !== 0 && text !== '') path.push(start < 0 ? text : text.slice(0, start));
    if (!isPath || start >= 0) query.push(text.slice(start + 1));
    isPath &&= start < 0;
    if (text !== part) break;
  }
  return { path, query };
}

/** `'/users' + query`: an unknown value directly after a word is mostly a query string, and is left out. */
export function dropSuffix(parts: readonly Part[]): {
  parts: Part[];
  guessed: boolean;
  open: boolean;
} {
  const out = [...parts];
  let guessed = false;
  let open = false;
  while (out.length > 1) {
    const last = out.at(-1);
    const before = out.at(-2);
    if (last === undefined || before === undefined || typeof last === 'string') break;
    const end = typeof before === 'string' ? before.at(-1) : '}';
    if (end === undefined || '/-_.:=,@~('.includes(end)) break;
    out.pop();
    guessed = true;
    open ||= last.parameter === true && typeof before === 'string';
  }
  return { parts: out, guessed, open };
}
