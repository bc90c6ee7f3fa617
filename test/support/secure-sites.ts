import { createServer, request as sendRequest } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { CERTIFICATE } from '../upstream/self-signed.ts';

/** A page of a site that is not ours. */
interface HostPage {
  html: string;
  headers?: Record<string, string>;
  type?: string;
}

export interface SecureSites {
  /** Makes the browser find every name here, and accept the certificate. */
  browserArgs: string[];
  /** By address without `https://`, such as `docs.example/`. Tests add pages as they need them. */
  pages: Map<string, HostPage>;
  close: () => Promise<void>;
}

/**
 * Several sites over TLS at one port, told apart by the `Host` header: those in `pages`, and the service, which is
 * called over plain HTTP as behind a proxy. To the browser they are different origins and different sites.
 */
export async function startSecureSites(services: Record<string, string>): Promise<SecureSites> {
  const pages: SecureSites['pages'] = new Map();
  const server = createSecureServer(CERTIFICATE, (request, response) => {
    const { host, pathname } = new URL(request.url ?? '/', `https://${request.headers.host}`);
    const target = services[host];
    if (target !== undefined) return forward(target, request, response);
    const page = pages.get(`${host}${pathname}`);
    response
      .writeHead(page ? 200 : 404, {
        'content-type': page?.type ?? 'text/html; charset=utf-8',
        ...page?.headers,
      })
      .end(page?.html ?? 'Not found');
  });
  const port = await listen(server);
  return {
    browserArgs: [
      `--host-resolver-rules=MAP *.example:443 127.0.0.1:${port}`,
      '--ignore-certificate-errors',
    ],
    pages,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function forward(target: string, request: IncomingMessage, response: ServerResponse): void {
  const { hostname, port } = new URL(target);
  const headers = {
    ...request.headers,
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-proto': 'https',
  };
  const { method, url } = request;
  const onward = sendRequest({ hostname, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

async function listen(server: Server | ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}
