import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { answerApi, type StubState } from './stub-api.ts';

const distFolder = resolve(import.meta.dirname, '../../../dist/web');

const PAGES: Record<string, string> = {
  '/': 'index.html',
  '/embed/v1': 'embed.html',
  '/embed/gallery': 'gallery.html',
  '/dashboard/gallery': 'dashboard-gallery.html',
  '/upgrade': 'upgrade.html',
  '/privacy': 'privacy.html',
  '/keys/leaked': 'leaked.html',
};

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "worker-src 'self'; base-uri 'none'; form-action 'none'";

export interface StubService {
  origin: string;
  state: StubState;
  close: () => Promise<void>;
}

/** The built pages under the real policy, and the API's routes in the contract's shapes from fixed data. */
export async function startStubService(state: StubState): Promise<StubService> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stub.invalid');
    if (pathname.startsWith('/api/')) void answerApi(state, pathname, request, response);
    else servePage(pathname, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    state,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function servePage(pathname: string, _request: IncomingMessage, response: ServerResponse): void {
  const name = PAGES[pathname] ?? pathname.slice(1);
  const file = join(distFolder, name);
  const isInside = file.startsWith(`${distFolder}/`) && existsSync(file) && extname(file) !== '';
  const served = isInside ? file : join(distFolder, '404.html');
  response.writeHead(isInside ? 200 : 404, {
    'content-type': CONTENT_TYPES[extname(served)] ?? 'application/octet-stream',
    'content-security-policy': policyFor(name),
  });
  createReadStream(served).pipe(response);
}

function policyFor(name: string): string {
  if (name.startsWith('assets/solve-worker-'))
    return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
  return name === 'index.html' ? `${POLICY}; frame-src 'self'` : POLICY;
}
