import { isBuildOutput, isStaticFile } from '../../findings/static-file.ts';
import { pathOfUrl, readTemplate } from '../../findings/url-template.ts';
import { dropSuffix, openPrefix, splitQuery, withoutBaseSegment } from './address-parts.ts';
import type { Part } from '../evaluate/value.ts';

export interface Address {
  /** Absolute template without a query. */
  readonly url: string;
  readonly path: string[];
  readonly query: string[];
  /** The address begins with a value from a file that has not been read yet. */
  readonly provisional: boolean;
  /** An unknown value stood in front of the path. */
  readonly baseless: boolean;
  /** An unknown part was left out, since it is probably a base address or a query. */
  readonly guessed: boolean;
  /** The part left out was a function's parameter, so the rest may be only the base address of a wrapper. */
  readonly open: boolean;
  /** The text is a single word, such as `users`, which is an address only where a request function takes it. */
  readonly bare: boolean;
}

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
  const trimmed = dropSuffix(path);
  const text = withNames(trimmed.parts);
  const rooted = text.startsWith('//') && !namesHost(text) ? `/${text.replace(/^\/+/, '')}` : text;
  if (FORBIDDEN.test(rooted) || (!typed && !/^\.?\/|:\/\//.test(rooted))) return null;
  const template = readTemplate(`${rooted}?${withNames(query)}`, documentBase.href);
  if (template === null || !isEndpointPath(pathOfUrl(template.url))) return null;
  return {
    ...template,
    provisional: opened.provisional,
    baseless: typeof parts[0] === 'object' || withoutBaseSegment(parts) !== null,
    open: trimmed.open,
    bare: !text.includes('/'),
    guessed: opened.guessed || trimmed.guessed,
  };
}

/** Characters that no address contains. */
const FORBIDDEN = /[\0- <>"'`\\^|;]/;

/** Whether a text such as `//shop.example/users` begins with a host. Otherwise it is a path with one slash too many. */
const namesHost = (text: string): boolean => /^\/\/(?:localhost(?:\/|$)|[^/]*[.:])/.test(text);

/** The text with its unknown parts named in braces, each by another name. */
function withNames(parts: readonly Part[]): string {
  const taken = new Set<string>();
  return parts
    .map((part) => (typeof part === 'string' ? part : `{${uniqueName(part.name, taken)}}`))
    .join('');
}

function uniqueName(written: string, taken: Set<string>): string {
  const plain = written.slice(0, 40).replace(/\W/g, '');
  // Shortened names and a framework's internal names do not describe the parameter.
  const says = (plain.length > 2 || plain.toLowerCase() === 'id') && !plain.startsWith('__');
  const base = says && plain !== 'value' ? plain : 'param';
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}${count}`;
  taken.add(name);
  return name;
}

/** Whether a path can be an endpoint: it has a word beside its parameters, and is no file. */
function isEndpointPath(path: string): boolean {
  if (path.length > 500 || isStaticFile(path) || isBuildOutput(path)) return false;
  const segments = path.split('/').filter((segment) => segment !== '');
  if (!segments.some((segment) => !segment.startsWith('{') && /[a-z]/i.test(segment))) return false;
  const last = segments.at(-1) ?? '';
  return !last.includes('=') || last.includes('(');
}
