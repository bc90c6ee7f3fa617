import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { startLoopback } from '../loopback.ts';
import { openapi, serveSite } from '../sites/site.ts';

// A real process starts its own threads, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const MAIN = 'server/discovery/command/main.ts';

function run(...args: string[]): Promise<{ code: number | null; result: string; notes: string }> {
  return new Promise((fulfil) => {
    const child = execFile(process.execPath, [MAIN, ...args], (_error, result, notes) =>
      fulfil({ code: child.exitCode, result, notes }),
    );
  });
}

const site = () =>
  serveSite({
    '/': '<script>fetch("/api/cart", { method: "PUT" })</script>',
    '/openapi.json': openapi(['GET /api/orders/{id}']),
  });

describe('npm run discover', () => {
  it('prints a table of what a site reveals, and its progress beside it', async () => {
    const { origin } = await site();
    const { code, result, notes } = await run(origin, '--allow-private', '127.0.0.1');
    expect(code).toBe(0);
    const [head, ...rows] = result.trim().split('\n');
    expect(head).toMatch(/^METHOD {2}URL +TYPE +SURE +EVIDENCE$/);
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      ['PUT', `${origin}/api/cart`, 'rest', '0.80', 'fetch-call'],
      ['GET', `${origin}/api/orders/{id}`, 'rest', '0.95', 'openapi'],
    ]);
    expect(notes).toMatch(/^calibrate .*\n/);
    expect(notes).toMatch(/2 endpoints, \d+ requests\n$/);
  });

  it('prints JSON that a program can read, and keeps to --max-requests', async () => {
    const { origin, port, seen } = await site();
    const allow = ['--allow-private', '10.0.0.0/8', '--allow-private', `127.0.0.1:${port}`];
    const { code, result } = await run(origin, '--json', '--max-requests', '3', ...allow);
    expect(code).toBe(0);
    expect(JSON.parse(result)).toMatchObject({ url: origin, requestsMade: 3 });
    expect(seen).toHaveLength(3);
  });

  it('prints an OpenAPI document', async () => {
    const { origin } = await site();
    const { result } = await run(origin, '--openapi', '--allow-private', '127.0.0.1');
    expect(JSON.parse(result)).toMatchObject({
      openapi: '3.1.0',
      paths: { '/api/orders/{id}': { get: {} }, '/api/cart': { put: {} } },
    });
  });

  it('asks nothing of a private address that was not named, and says how to name it', async () => {
    const { origin, seen } = await site();
    const { code, result, notes } = await run(origin);
    expect({ code, result }).toEqual({ code: 1, result: '' });
    expect(notes).toContain('--allow-private 127.0.0.1:3000');
    expect(seen).toEqual([]);
  });

  it('says what is wrong with a site that cannot be reached', async () => {
    const { code, notes } = await run('http://127.0.0.1:1/', '--allow-private', '127.0.0.1');
    expect(code).toBe(1);
    expect(notes).toMatch(/^error: .*connect/im);
  });

  it.each([
    [[], 'the URL is missing'],
    [['https://a.example', 'https://b.example'], 'one URL only'],
    [['https://a.example', '--json', '--openapi'], 'not both'],
    [['https://a.example', '--max-requests', '201'], '--max-requests is "201"'],
    [['https://a.example', '--allow-private', 'localhost'], '"localhost" is no IP address'],
    [['https://a.example', '--deep'], "'--deep'"],
  ])('refuses the arguments %j with the usage and exit code 2', async (args, message) => {
    const { code, result, notes } = await run(...args);
    expect({ code, result }).toEqual({ code: 2, result: '' });
    expect(notes).toContain(message);
    expect(notes).toContain('usage: npm run discover');
  });

  it('prints its usage when asked for help', async () => {
    const { code, result } = await run('--help');
    expect(code).toBe(0);
    expect(result).toMatch(/^usage: npm run discover/);
  });

  it('prints what it has when it is interrupted', async () => {
    const asked = Promise.withResolvers<void>();
    const held = await startLoopback((request, response) => {
      if (request.url === '/late.js') return asked.resolve();
      response.statusCode = request.url === '/' ? 200 : 404;
      response.setHeader('content-type', 'text/html');
      response.end('<script>fetch("/api/early")</script><script src="/late.js"></script>');
    });
    const child = spawn(process.execPath, [MAIN, held.origin, '--allow-private', '127.0.0.1']);
    let notes = '';
    let result = '';
    child.stderr.on('data', (chunk: Buffer) => (notes += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (result += chunk.toString()));
    await asked.promise;
    await vi.waitFor(() => expect(notes).toContain('1 found'), { timeout: 30_000 });
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(result).toContain('/api/early');
    await held.close();
  });
});
