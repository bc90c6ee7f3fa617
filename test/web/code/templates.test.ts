import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODE } from '../../../web/ui/code/render.ts';
import { LANGUAGES, type Language } from '../../../shared/code-languages.ts';

const run = promisify(execFile);
const RUN_TIMEOUT_MS = 90_000;

const ORGANIZATION = '3f0c9a52-6d1e-4b7a-9c55-0f8a1de2b6c4';
const KEY = 'sk-test-Zq3vT8mN1xRk5LwP7yBdG2hJ9cFsA4Kd93Fp';

/** Unquoted, each would end a literal, be expanded, or be changed in one of the five languages. */
const HOSTILE_URL =
  'https://shop.example/\'"`$(touch pwned)$HOME\\u0022\\n\\%s%d{}${process.exit(1)}!!' +
  '\u2028\u202E\u0000\r\n\té😀"+System.exit(1)+"/*#';

interface Asked {
  path: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** File that the code is written to, and the command that runs it. */
const RUNNERS: Record<
  Language,
  { file: string; tool: string; command: (file: string) => string[] }
> = {
  curl: { file: 'discover.sh', tool: 'curl', command: (file) => ['bash', file] },
  python: { file: 'discover.py', tool: 'python3', command: (file) => ['python3', file] },
  typescript: {
    file: 'discover.mts',
    tool: process.execPath,
    command: (file) => [process.execPath, '--experimental-strip-types', '--no-warnings', file],
  },
  go: { file: 'discover.go', tool: 'go', command: (file) => ['go', 'run', file] },
  java: { file: 'Discover.java', tool: 'java', command: (file) => ['java', file] },
};

const asked: Asked[] = [];
let server: Server;
let baseUrl: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kloakd-code-'));
  server = createServer(async (request, response) => {
    const { url: path = '', method = '', headers } = request;
    const body = await text(request);
    asked.push({ path, method, headers, body });
    const { offset } = JSON.parse(body) as { offset: number };
    response.writeHead(200, { 'content-type': 'application/json' });
    // What looks like the field that says whether there are more pages, where a target can put it.
    const parameters = { body: { has_more: offset > 0 } };
    const url = `https://shop.example/api/found${offset}`;
    const page = { endpoints: [{ method: 'GET', url, parameters }], has_more: offset === 0 };
    response.end(JSON.stringify(page));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address: AddressInfo | string | null = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(Object.keys(RUNNERS) as Language[])('the code in %s', async (language) => {
  const { tool } = RUNNERS[language];
  const isInstalled = await run(tool, [tool === 'go' ? 'version' : '--version']).then(
    () => true,
    () => false,
  );

  it.runIf(isInstalled)(
    'makes the documented call with the key in it, whatever the address holds',
    async () => {
      const { asked: call, output } = await execute(language, KEY, {});
      expect(call.method).toBe('POST');
      expect(call.path).toBe(`/api/v1/organizations/${ORGANIZATION}/skanyr/discover`);
      expect(call.headers['authorization']).toBe(`Bearer ${KEY}`);
      expect(call.headers['x-kloakd-organization']).toBe(ORGANIZATION);
      expect(call.headers['content-type']).toMatch(/^application\/json/);
      const pages = asked.map(({ body }) => JSON.parse(body) as unknown);
      const wanted = [0, 100].map((offset) => ({ url: HOSTILE_URL, limit: 100, offset }));
      // The shell has no loop: a comment says how to get the next page.
      const count = language === 'curl' ? 1 : 2;
      expect(pages).toEqual(wanted.slice(0, count));
      expect(output).toContain('https://shop.example/api/found0');
      expect(output.includes('https://shop.example/api/found100')).toBe(count === 2);
    },
    RUN_TIMEOUT_MS,
  );

  it.runIf(isInstalled)(
    'reads the credentials from the environment where it holds no key',
    async () => {
      const environment = { KLOAKD_API_KEY: 'sk-live-other', KLOAKD_ORG_ID: 'another-one' };
      const { asked: call } = await execute(language, null, environment);
      expect(call.path).toBe('/api/v1/organizations/another-one/skanyr/discover');
      expect(call.headers['authorization']).toBe('Bearer sk-live-other');
      expect(call.headers['x-kloakd-organization']).toBe('another-one');
    },
    RUN_TIMEOUT_MS,
  );
});

const TEMPLATES = LANGUAGES.flatMap((language) => {
  const { render, client } = CODE[language];
  return [
    [language, render] as const,
    ...(client ? [[`${language}, with our client`, client] as const] : []),
  ];
});

describe.each(TEMPLATES)('the code in %s', (_language, render) => {
  it('never holds the key unless it was asked to', () => {
    const code = render({
      baseUrl,
      organizationId: ORGANIZATION,
      apiKey: null,
      url: 'https://a.example',
    });
    expect(code).not.toContain('sk-');
    expect(code).toContain('KLOAKD_API_KEY');
    expect(code).toContain('KLOAKD_ORG_ID');
  });

  it('is plain ASCII, so that nothing in it can hide', () => {
    const code = render({
      baseUrl,
      organizationId: ORGANIZATION,
      apiKey: KEY,
      url: HOSTILE_URL,
    });
    expect(code).toMatch(/^[\n\t -~]*$/);
  });
});

async function execute(
  language: Language,
  apiKey: string | null,
  environment: Record<string, string>,
) {
  const { file, command } = RUNNERS[language];
  const path = join(folder, file);
  const input = { baseUrl, organizationId: ORGANIZATION, apiKey, url: HOSTILE_URL };
  await writeFile(path, CODE[language].render(input));
  asked.length = 0;
  const [program = '', ...args] = command(path);
  const { stdout } = await run(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  const [call] = asked;
  if (call === undefined) throw new Error('The code made no call.');
  return { asked: call, output: stdout };
}
