import { isStaticFile } from '../../findings/static-file.ts';

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

/** Whether a path can be an endpoint: it has a word beside its parameters, and is no static file. */
export function isEndpointPath(pathname: string): boolean {
  if (pathname.length > 500 || isStaticFile(pathname)) return false;
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

export function isHost(value: string): boolean {
  return value.includes('.') || value.includes(':') || value === 'localhost';
}

/** Whether a text has characters that are never written in an address. */
export function hasForbidden(value: string): boolean {
  for (const char of value) if (char <= ' ' || '<>"\'`\\^|;'.includes(char)) return true;
  return false;
}

export function isGraphqlPath(url: string): boolean {
  const last = url.slice(url.lastIndexOf('/') + 1).toLowerCase();
  return last === 'graphql' || last === 'gql' || last.endsWith('graphql');
}
