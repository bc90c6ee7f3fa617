import { namesBase } from '../evaluate/base-fields.ts';
import type { Part } from '../evaluate/value.ts';

/** Leaves out an unknown base address before a path that is complete without it. */
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

/** `/${restEndpoint}/users`: a first segment with the name of a base address is one, and not a parameter. */
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

export function splitQuery(parts: readonly Part[]): {
  path: Part[];
  query: string[];
} {
  const path: Part[] = [];
  let query = '';
  let inQuery = false;
  let stopped = false;
  for (const part of parts) {
    if (stopped) break;
    if (inQuery) {
      query += typeof part === 'string' ? part : '\u0000';
      continue;
    }
    if (typeof part !== 'string') {
      path.push(part);
      continue;
    }
    const at = firstOf(part, ['?', '#', '&']);
    if (at < 0) path.push(part);
    else {
      if (at > 0) path.push(part.slice(0, at));
      if (part[at] === '#') stopped = true;
      else {
        inQuery = true;
        query = part.slice(at + 1);
      }
    }
  }
  return { path, query: queryNames(query) };
}

function firstOf(value: string, marks: readonly string[]): number {
  let first = -1;
  for (const mark of marks) {
    const at = value.indexOf(mark);
    if (at >= 0 && (first < 0 || at < first)) first = at;
  }
  return first;
}

/** `a=1&b=` gives a and b; `\0` stands for an unknown. */
function queryNames(query: string): string[] {
  const names = new Set<string>();
  for (const pair of query.split('#')[0]?.split('&') ?? []) {
    const name = pair.split('=')[0] ?? '';
    if (name !== '' && name.length <= 64 && isPlainName(name)) names.add(name);
    if (names.size >= 40) break;
  }
  return [...names];
}

function isPlainName(name: string): boolean {
  for (const char of name) {
    const ok =
      (char >= 'a' && char <= 'z') ||
      (char >= 'A' && char <= 'Z') ||
      (char >= '0' && char <= '9') ||
      '_-.[]$'.includes(char);
    if (!ok) return false;
  }
  return true;
}

/** `'/users' + query`: an unknown directly after a word is mostly a query string, and is left out. */
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
