import type { IncomingHttpHeaders } from 'node:http';

/**
 * What a module gets of the client's headers. A list of what passes, not of what is held back: the client's key,
 * cookies, forged `x-kloakd-…` and `x-forwarded-…` headers, and `x-http-method-override`, which would make a write
 * of a read, all stay here, and so does what nobody has thought of.
 */
const REQUEST_HEADERS = [
  'accept',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'last-event-id',
  'range',
  'user-agent',
] as const;

/** What a client gets of a module's headers: no cookie, no CORS, and nothing that replaces our security headers. */
export const RESPONSE_HEADERS = [
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'retry-after',
] as const;

export const requestHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  pick(headers, REQUEST_HEADERS);

export const responseHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  pick(headers, RESPONSE_HEADERS);

function pick(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
