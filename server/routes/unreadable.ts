import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config/config.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import { linksFrom } from './client-info.ts';
import { errorBody } from './errors.ts';
import { securityHeaders } from './security-headers.ts';

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(
        'headers_too_large',
        'The headers are larger than 16 KB: send fewer or shorter headers and cookies.',
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem(
        'request_timeout',
        'The request did not arrive within 15 seconds: send it again, faster.',
      );
    default:
      return new Problem(
        'invalid_request',
        'The server could not read this as an HTTP request: check the request line and the headers.',
      );
  }
}

/** Answers bytes that are not an HTTP request with the usual error body, then closes the connection. */
export function refuseUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  config: Pick<Config, 'production' | 'publicUrl' | 'upgradeUrl'>,
  random: Random,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  // The Host header was not read, so links are relative unless PUBLIC_URL is set.
  const links = linksFrom(config, config.publicUrl ?? '');
  const body = errorBody(problemOf(error.code), random.uuid(), links);
  const text = JSON.stringify(body);
  const headers = {
    ...securityHeaders(config, body.request_id),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}\r\n${lines.join('')}\r\n${text}`,
    // A client that never closes its side would keep the socket open.
    () => socket.destroy(),
  );
}
