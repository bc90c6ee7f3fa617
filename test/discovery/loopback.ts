import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Loopback {
  server: Server;
  origin: string;
  port: number;
  /** `METHOD /path?query` of every request, in order. */
  seen: string[];
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, origin: string) => void;

/** A real HTTP server on 127.0.0.1 for one test. */
export async function startLoopback(handler: Handler): Promise<Loopback> {
  const seen: string[] = [];
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.on('error', () => {});
    handler(request, response, origin);
  });
  await new Promise<void>((fulfil) => server.listen(0, '127.0.0.1', fulfil));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    server,
    origin,
    port,
    seen,
    close: () =>
      new Promise((fulfil) => {
        server.close(() => fulfil());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a body of the given type. */
export function answer(
  response: ServerResponse,
  type: string,
  body: string | Buffer,
  status = 200,
): void {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
}
