import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request of a case. */
export interface Reply {
  status?: number;
  /** `{other}` stands for another host's origin, `{date+1s}` for an HTTP date one to two seconds from now. */
  headers?: Record<string, string>;
  /** JSON, unless `text` is given. */
  body?: unknown;
  text?: string;
  /** Sent one after the other, each in a packet of its own. */
  chunks?: string[];
  /** Waited before the first byte. */
  delayMs?: number;
  /** Closes the connection after what was sent, without the end of the answer. */
  cut?: boolean;
  /** Sends nothing more and leaves the connection open. */
  hang?: boolean;
  /** Sends letters without end. */
  endless?: boolean;
}

/** A request as the server saw it. */
export interface Seen {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  /** Milliseconds since the request before it. */
  afterMs: number;
  /** Whether the client closed the connection before the answer had ended. */
  left: boolean;
}

/**
 * An API server that misbehaves as it is told. Each case has a base URL of its own and a queue of replies; a
 * request past the end of the queue is answered with 500 and still recorded.
 */
export class ConformanceServer {
  readonly #server: Server;
  readonly #other: Server;
  readonly #queues = new Map<string, Reply[]>();
  readonly #seen = new Map<string, Seen[]>();
  readonly #at = new Map<string, number>();
  /** Requests that reached the other host, which no client may send its key to. */
  readonly strayRequests: Seen[] = [];

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#other = createServer((request, response) => {
      this.strayRequests.push(seenOf(request, request.url ?? '', undefined, 0));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}');
    });
  }

  async listen(): Promise<void> {
    for (const server of [this.#server, this.#other]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    }
  }

  async close(): Promise<void> {
    for (const server of [this.#server, this.#other]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  /** @returns the base URL for a client under test */
  begin(name: string, replies: readonly Reply[]): string {
    this.#queues.set(name, [...replies]);
    this.#seen.set(name, []);
    return `${originOf(this.#server)}/${name}`;
  }

  seen(name: string): readonly Seen[] {
    return this.#seen.get(name) ?? [];
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', ...rest] = (request.url ?? '').split('/');
    const body = await readBody(request);
    const nowMs = performance.now();
    const seen = seenOf(request, `/${rest.join('/')}`, body, nowMs - (this.#at.get(name) ?? nowMs));
    this.#at.set(name, nowMs);
    this.#seen.get(name)?.push(seen);
    response.on('close', () => (seen.left = !response.writableFinished));
    const reply = this.#queues.get(name)?.shift() ?? { status: 500, text: 'no reply is left' };
    await send(reply, response, originOf(this.#other));
  }
}

async function send(reply: Reply, response: ServerResponse, other: string): Promise<void> {
  if (reply.delayMs) await pause(reply.delayMs);
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const headers = Object.entries({ ...json, ...reply.headers }).map(
    ([name, value]) => [name, withDates(value.replaceAll('{other}', other))] as const,
  );
  if (reply.cut && reply.status === undefined && !reply.chunks)
    return void response.socket?.destroy();
  response.writeHead(reply.status ?? 200, Object.fromEntries(headers));
  response.flushHeaders();
  for (const chunk of chunksOf(reply)) {
    response.write(chunk);
    await pause(5);
  }
  if (reply.endless) return pour(response);
  if (reply.cut) {
    // A client may drop what it has not read yet when its connection breaks: it gets time to read.
    await pause(100);
    return void response.socket?.destroy();
  }
  if (!reply.hang) response.end();
}

/** HTTP dates have whole seconds: rounded up, so that as many seconds lie ahead at least. */
const withDates = (text: string): string =>
  text.replace(/\{date([+-]\d+)s\}/, (_, seconds: string) =>
    new Date((Math.ceil(Date.now() / 1000) + Number(seconds)) * 1000).toUTCString(),
  );

function chunksOf(reply: Reply): (string | Uint8Array)[] {
  // Latin letters stand for bytes, so that a case can cut a character in two.
  if (reply.chunks) return reply.chunks.map((chunk) => Buffer.from(chunk, 'latin1'));
  if (reply.text !== undefined) return [reply.text];
  return reply.body === undefined ? [] : [JSON.stringify(reply.body)];
}

async function pour(response: ServerResponse): Promise<void> {
  const block = 'a'.repeat(1024 * 1024);
  const closed = once(response, 'close');
  while (!response.destroyed) {
    if (!response.write(block)) await Promise.race([once(response, 'drain'), closed]);
  }
}

function seenOf(request: IncomingMessage, path: string, body: unknown, afterMs: number): Seen {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return { method: request.method ?? '', path, headers, body, afterMs, left: false };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

const originOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
