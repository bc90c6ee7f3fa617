import { namesBase } from './fields.ts';
import type { Hole, Part } from './value.ts';

export interface Address {
  /** Absolute template without a query. */
  readonly url: string;
  readonly path: string[];
  readonly query: string[];
  /** The address began with something that another file may tell. */
  readonly provisional: boolean;
  /** A part of the text had to be guessed away. */
  readonly guessed: boolean;
  /** What was guessed away was a parameter: the rest may be only the base of a wrapper. */
  readonly open: boolean;
  /** A single word, such as `users`: an address only if the call surely takes one. */
  readonly bare: boolean;
}

const STATIC_EXTENSIONS = new Set([
  'js',
  'mjs',
  'cjs',
  'css',
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'ico',
  'webp',
  'avif',
  'bmp',
  'woff',
  'woff2',
  'ttf',
  'eot',
  'otf',
  'map',
  'html',
  'htm',
  'mp3',
  'mp4',
  'webm',
  'ogg',
  'wav',
  'pdf',
  'wasm',
  'md',
  'txt',
  'ts',
  'tsx',
  'jsx',
  'scss',
  'less',
  'vue',
  'webmanifest',
  'glb',
  'gltf',
  'hbs',
  'mustache',
  'ejs',
  'yaml',
  'yml',
]);

const TOKEN = '--hole-';

/**
 * Turns a text with unknown parts into an absolute template.
 * @param typed the text is known to be an address, so that `users` is a path relative to the document
 */
export function toAddress(
  parts: readonly Part[],
  documentBase: URL,
  typed: boolean,
): Address | null {
  const opened = openPrefix(parts, typed);
  if (!opened) return null;
  const { path, query, guessed } = splitQuery(opened.parts);
  const names: string[] = [];
  const trimmed = dropSuffix(path);
  const template = trimmed.parts
    .map((part) => (typeof part === 'string' ? colonParameters(part, names) : hole(part, names)))
    .join('');
  const url = absolute(template, documentBase, typed);
  if (!url) return null;
  const used = names.filter((_, index) => url.pathname.includes(`${TOKEN}${index}-`));
  const pathname = fill(url.pathname, names);
  if (!isEndpointPath(pathname)) return null;
  return {
    url: `${url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin}${pathname}`,
    path: used,
    query,
    provisional: opened.provisional,
    open: trimmed.open,
    bare: !template.includes('/'),
    guessed: guessed || opened.guessed || trimmed.guessed,
  };
}

/** An unknown beginning is a base address that adds nothing to a path that is complete without it. */
function openPrefix(
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
  if (start === 0) return { parts: hostHole(rest) ?? rest, provisional, guessed: false };
  if (head.startsWith('/') && !head.startsWith('//') && head.length + rest.length > 2)
    return { parts: rest, provisional, guessed: false };
  if (head.startsWith('?') || head.startsWith('#') || !typed) return null;
  const pathLike = base || head.includes('/');
  return pathLike && isWordStart(head) ? { parts: rest, provisional, guessed: true } : null;
}

function isWordStart(value: string): boolean {
  const code = value.codePointAt(0) ?? 0;
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
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

function splitQuery(parts: readonly Part[]): { path: Part[]; query: string[]; guessed: boolean } {
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
  return { path, query: queryNames(query), guessed: false };
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
export function queryNames(query: string): string[] {
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

/** `'/users' + query`: what is glued to the end of a word is a query string far more often than a longer word. */
function dropSuffix(parts: readonly Part[]): { parts: Part[]; guessed: boolean; open: boolean } {
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

function hole(part: Hole, names: string[]): string {
  const token = `${TOKEN}${names.length}-`;
  names.push(uniqueName(parameterName(part.name), names));
  return token;
}

function parameterName(name: string): string {
  let plain = '';
  for (const char of name.slice(0, 40)) {
    const ok =
      (char >= 'a' && char <= 'z') ||
      (char >= 'A' && char <= 'Z') ||
      (char >= '0' && char <= '9') ||
      char === '_';
    if (ok) plain += char;
  }
  // Minified names say nothing.
  const meaningful = plain.length > 2 || plain.toLowerCase() === 'id';
  return meaningful && plain !== 'value' ? plain : 'param';
}

function uniqueName(name: string, names: readonly string[]): string {
  if (!names.includes(name)) return name;
  for (let index = 2; index < 50; index += 1)
    if (!names.includes(`${name}${index}`)) return `${name}${index}`;
  return name;
}

/** `/users/:id` and `/users/{id}` as routes are written. */
function colonParameters(literal: string, names: string[]): string {
  if (!literal.includes('/:') && !literal.includes('{')) return literal;
  const scheme = literal.indexOf('://');
  const segments = literal.split('/').map((segment, index) => {
    if (scheme >= 0 && index < 3) return segment;
    const inner = segment.startsWith(':')
      ? segment.slice(1)
      : segment.startsWith('{') && segment.endsWith('}')
        ? segment.slice(1, -1)
        : '';
    return inner !== '' && inner.length <= 40
      ? hole({ name: inner, owner: null, missing: false, encoded: false }, names)
      : segment;
  });
  return segments.join('/');
}

function absolute(template: string, documentBase: URL, typed: boolean): URL | null {
  let written = template;
  if (written.startsWith('//'))
    written = isHost(written.slice(2).split('/')[0] ?? '') ? written : `/${written.slice(2)}`;
  if (!typed && !written.startsWith('/') && !written.includes('://') && !written.startsWith('./'))
    return null;
  if (hasForbidden(written) || !URL.canParse(written, documentBase)) return null;
  const url = new URL(written, documentBase);
  if (
    !['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) ||
    url.hostname.includes('hole-') ||
    url.username !== ''
  )
    return null;
  while (url.pathname.includes('//')) url.pathname = url.pathname.replaceAll('//', '/');
  return url;
}

function isHost(value: string): boolean {
  return value.includes('.') || value.includes(':') || value === 'localhost';
}

/** Characters that no address is written with; a text with them is something else. */
function hasForbidden(value: string): boolean {
  for (const char of value) if (char <= ' ' || '<>"\'`\\^|;'.includes(char)) return true;
  return false;
}

function fill(pathname: string, names: readonly string[]): string {
  let out = pathname;
  for (const [index, name] of names.entries()) out = out.replace(`${TOKEN}${index}-`, `{${name}}`);
  return out;
}

/** Folders that hold files made at build time. */
const FILE_FOLDERS = new Set([
  'assets',
  'static',
  'locales',
  'locale',
  'i18n',
  'lang',
  'langs',
  'translations',
  'fonts',
  'images',
  'img',
  'node_modules',
]);

/** Says something (not only parameters), is no file, and is not glued together from the wrong pieces. */
function isEndpointPath(pathname: string): boolean {
  if (pathname.length > 500 || isStatic(pathname)) return false;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (segments.every((segment) => segment.startsWith('{') || !hasLetter(segment))) return false;
  const last = segments.at(-1) ?? '';
  if (last.includes('=') && !last.includes('(')) return false;
  return !(
    last.endsWith('.json') && segments.some((segment) => FILE_FOLDERS.has(segment.toLowerCase()))
  );
}

function hasLetter(segment: string): boolean {
  for (const char of segment)
    if ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')) return true;
  return false;
}

export function isStatic(pathname: string): boolean {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  const dot = last.lastIndexOf('.');
  return dot >= 0 && STATIC_EXTENSIONS.has(last.slice(dot + 1).toLowerCase());
}
