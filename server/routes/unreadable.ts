import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config.ts';
import { Problem } from '../problem.ts';
import type { Random } from '../identifiers/random.ts';
import { linksFrom } from './client-info.ts';
import { errorBody } from './errors.ts';
import { securityHeaders } from './security-headers.ts';

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers_too_large', 'Send fewer or shorter headers: 16 KB in all.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request_timeout', 'Send the whole request within 15 seconds.');
    default:
      return new Problem('invalid_request', 'This is no HTTP request that can be read.');
  }
}

/** Answers bytes that never became a request with the same error body, then hangs up. */
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
  // No Host header was read. Links are relative unless PUBLIC_URL says where the service is.
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
    // Or a client that never hangs up would keep its socket.
    () => socket.destroy(),
  );
}
