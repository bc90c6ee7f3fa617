import type { IncomingHttpHeaders } from 'node:http';

/**
 * The client's headers that are passed on to a module. All others are dropped: the key, cookies, forged `x-kloakd-…`
 * and `x-forwarded-…` headers, `x-http-method-override`, which would turn a read into a write, and any header that
 * some framework gives a meaning we do not know.
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

/** A module's headers that are passed on to the client: no cookie, no CORS, nothing that replaces a security header. */
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
