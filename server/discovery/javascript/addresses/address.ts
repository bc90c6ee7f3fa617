import { dropSuffix, openPrefix, splitQuery, withoutBaseSegment } from './address-parts.ts';
import { hasForbidden, isEndpointPath, isHost } from './address-rules.ts';
import type { Hole, Part } from '../evaluate/value.ts';

export interface Address {
  /** Absolute template without a query. */
  readonly url: string;
  readonly path: string[];
  readonly query: string[];
  /** It begins with a value from a file that has not been read yet. */
  readonly provisional: boolean;
  /** Something unknown stood in front of the path. */
  readonly baseless: boolean;
  /** An unknown part was left out by guessing what it is. */
  readonly guessed: boolean;
  /** The part left out was a function's parameter, so the rest may be only the base address of a wrapper. */
  readonly open: boolean;
  /** A single word, such as `users`: an address only if the call surely takes one. */
  readonly bare: boolean;
}

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
  const { path, query } = splitQuery(opened.parts);
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
    baseless: typeof parts[0] === 'object' || withoutBaseSegment(parts) !== null,
    open: trimmed.open,
    bare: !template.includes('/'),
    guessed: opened.guessed || trimmed.guessed,
  };
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
  // Shortened names and a framework's internal names do not describe the parameter.
  const meaningful = (plain.length > 2 || plain.toLowerCase() === 'id') && !plain.startsWith('__');
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

function fill(pathname: string, names: readonly string[]): string {
  let out = pathname;
  for (const [index, name] of names.entries()) out = out.replace(`${TOKEN}${index}-`, `{${name}}`);
  return out;
}
