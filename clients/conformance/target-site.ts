import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How many endpoints the site's script calls. */
export const ENDPOINTS = 24;

const PAGE =
  '<!doctype html><title>Shop</title><a href="/about">About</a><script src="/app.js"></script>';
const calls = Array.from({ length: ENDPOINTS }, (_, index) => `fetch('/api/v1/part${index}');`);
const FILES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/': ['text/html', PAGE],
  '/about': ['text/html', '<!doctype html><title>About</title><h1>About us</h1>'],
  '/app.js': ['text/javascript', calls.join('\n')],
};

/**
 * Small sites to discover. Each has a loopback address of its own, since the service asks one host a few times a second
 * at most, and the clients' cases would wait for one another.
 */
export class TargetSites {
  readonly #servers: Server[] = [];

  /** @returns the URL of a new site's first page */
  async open(): Promise<string> {
    const server = createServer((request, response) => {
      const [type, body] = FILES[(request.url ?? '').split('?', 1)[0] ?? ''] ?? [];
      if (type === undefined) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    this.#servers.push(server);
    const number = this.#servers.length + 1;
    server.listen(0, `127.0.${Math.floor(number / 250)}.${number % 250}`);
    await once(server, 'listening');
    const { address, port } = server.address() as AddressInfo;
    return `http://${address}:${port}/`;
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }
}
