import { type Fields, fieldsOf, listOf, ownField, textOf } from './untrusted.ts';
import { readTemplate } from '../findings/url-template.ts';

const SERVERS_MAX = 4;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0|host\.docker\.internal)$/i;
/** `api.example.com/v1`: a host without a scheme, which is a frequent mistake. */
const BARE_HOST = /^(?:localhost|(?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24})(?::\d{1,5})?(?:\/|$)/i;

/**
 * Base URLs of an OpenAPI 3 `servers` list, absolute, without a trailing slash.
 * An absent or empty list means the root of the document's origin (OpenAPI 3.1, 4.8.1.1).
 */
export function serverBases(servers: unknown, documentUrl: string): string[] {
  const bases = listOf(servers)
    .slice(0, 50)
    .map((server) => resolveServer(fillVariables(fieldsOf(server)), documentUrl))
    .filter((base) => base !== null);
  return bases.length === 0
    ? [new URL(documentUrl).origin]
    : [...new Set(bases)].slice(0, SERVERS_MAX);
}

/**
 * Base URLs of a Swagger 2 document: `schemes`, `host`, `basePath`, each taken from the document's URL where absent.
 */
export function swagger2Bases(document: Fields, documentUrl: string): string[] {
  const own = new URL(documentUrl);
  const host = textOf(document['host'])?.replace(/^[a-z]{2,5}:\/\//i, '') ?? own.host;
  const basePath = textOf(document['basePath']) ?? '';
  const schemes = listOf(document['schemes']).filter((scheme) => /^https?$/.test(String(scheme)));
  // One scheme is enough: both lead to the same endpoint.
  const ownScheme = own.protocol.slice(0, -1);
  const scheme =
    schemes.length === 0 || schemes.includes(ownScheme) ? ownScheme : String(schemes[0]);
  const base = resolveServer(`${scheme}://${host}/${basePath.replace(/^\/+/, '')}`, documentUrl);
  return [base ?? own.origin];
}

/** Makes one server URL absolute. A loopback address in a public document is replaced by the document's origin. */
export function resolveServer(written: string | null, documentUrl: string): string | null {
  if (written === null) return null;
  const own = new URL(documentUrl);
  const bare =
    written === '' ? '/' : BARE_HOST.test(written) ? `${own.protocol}//${written}` : written;
  const base = readTemplate(bare, documentUrl)?.url.replace(/\/+$/, '');
  if (base === undefined) return null;
  const url = new URL(base);
  const path = base.slice(url.origin.length);
  const bothLoopback = LOOPBACK.test(own.hostname) && LOOPBACK.test(url.hostname);
  const forgotten = LOOPBACK.test(url.hostname) && !LOOPBACK.test(own.hostname);
  const downgraded = url.host === own.host && url.protocol === 'http:' && own.protocol === 'https:';
  const sameAddress = bothLoopback && url.port === own.port && url.protocol === own.protocol;
  return forgotten || downgraded || sameAddress ? own.origin + path : base;
}

function fillVariables(server: Fields): string | null {
  const variables = fieldsOf(server['variables']);
  const url = textOf(server['url'])?.slice(0, 2048);
  if (url === undefined) return null;
  return url.replace(/\{([^{}]{1,64})\}/g, (whole, name: string) => {
    const variable = fieldsOf(ownField(variables, name));
    const value = variable['default'] ?? listOf(variable['enum'])[0];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

/**
 * Puts paths under a base. Many documents repeat the server's path in every path; where most do, those
 * that do are complete already.
 */
export function pathJoiner(paths: readonly string[]): (base: string, path: string) => string {
  const repeats = new Map<string, boolean>();
  return (base, path) => {
    const origin = /^[a-z]{2,5}:\/\/[^/]{1,255}/i.exec(base)?.[0] ?? '';
    const prefix = base.slice(origin.length);
    const rooted = path.startsWith('/') ? path : `/${path}`;
    if (prefix === '') return base + rooted;
    let repeated = repeats.get(prefix);
    if (repeated === undefined) {
      repeated = paths.filter((each) => isUnder(each, prefix)).length * 2 > paths.length;
      repeats.set(prefix, repeated);
    }
    return repeated && isUnder(rooted, prefix) ? origin + rooted : base + rooted;
  };
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
