import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * A module's server, run as a process of its own by `module-process.ts`. Its first path segment says how it behaves.
 * It prints its port.
 */
const server = createServer((request, response) => {
  const [path = ''] = (request.url ?? '').split('?');
  const behave = BEHAVIOURS[path.split('/')[1] ?? ''] ?? echo;
  behave(request, response);
});

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers what arrived, so that a test can read what was passed on. */
const echo: Behaviour = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    const body = Buffer.concat(chunks);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        method,
        url,
        headers,
        body: body.toString('latin1').slice(0, 1_000),
        bytes: body.length,
      }),
    );
  });
};

const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  silent: () => undefined,
  cut: (request) => request.socket.destroy(),
  garbage: (request) => request.socket.end('this is not HTTP\r\n\r\n'),
  // Says a hundred bytes, sends five and leaves.
  half: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"a":', () => response.destroy());
  },
  'huge-headers': (_request, response) => {
    response.writeHead(200, { 'x-huge': 'x'.repeat(100_000) }).end('{}');
  },
  redirect: (_request, response) => {
    response.writeHead(307, { location: 'http://elsewhere.example/steal' }).end();
  },
  headers: (_request, response) => {
    const headers = {
      'content-type': 'application/json',
      'set-cookie': ['session=theirs', '__Host-kloakd-device=theirs'],
      'access-control-allow-origin': '*',
      'content-security-policy': "script-src 'unsafe-inline'",
      'x-frame-options': 'ALLOWALL',
      'x-request-id': 'theirs',
      'x-accel-redirect': '/etc/passwd',
      'strict-transport-security': 'max-age=0',
      'clear-site-data': '"*"',
      'ratelimit-policy': '"theirs";q=1',
      'cache-control': 'public, max-age=9999',
      etag: '"kept"',
    };
    response.writeHead(200, headers).end('{}');
  },
  status: (request, response) => {
    failuresAsked += 1;
    const status = Number(request.url?.split('/')[2]);
    const text = JSON.stringify({ theirs: 'a secret of the module', status });
    response.writeHead(status, { 'content-type': 'application/json', 'x-theirs': '1' }).end(text);
  },
  // One event, then nothing until the client posts to /release.
  stream: (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"n":1}\n\n');
    waiting.push(response);
    response.on('close', () => (closed += 1));
  },
  release: (_request, response) => {
    for (const stream of waiting.splice(0)) stream.end('data: {"n":2}\n\n');
    response.end('{}');
  },
  counts: (_request, response) => {
    response.end(JSON.stringify({ closed, failuresAsked }));
  },
  'openapi.json': (_request, response) => {
    const paths = {
      '/search': { post: { 'x-kloakd-access': 'read' } },
      '/items/{id}': { get: {}, post: { 'x-kloakd-access': 'read' } },
      '/items/purge': { post: {} },
      '/reset': { get: { 'x-kloakd-access': 'write' } },
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ openapi: '3.1.0', paths }));
  },
};
const waiting: ServerResponse[] = [];
let closed = 0;
let failuresAsked = 0;

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
