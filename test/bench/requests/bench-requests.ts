import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Load, LoadReport } from './load.ts';
import { seed, type Customer } from './seed.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** So many that none of them meets the limit of its plan, 3,000 requests a minute. */
const CUSTOMERS = 400;
const CONNECTIONS = 32;
const WARM_UP_MS = 2_000;
const MEASURED_MS = Number(process.env['BENCH_MS'] ?? 2_000);
const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 7);
/** Of Linux: what `/proc/PID/stat` counts in. */
const TICKS_PER_SECOND = 100;

interface Server {
  name: string;
  process: ChildProcess;
  port: number;
}

interface Rate {
  perSecond: number;
  /** Processor time of the server for one request; null where the system does not tell. */
  cpuMicroseconds: number | null;
}

/**
 * The real service beside a Fastify server with one route, over sockets. Each is a process of its own, and so
 * is what asks them. They are measured in turn, since a machine is not equally fast at all times.
 *
 * The figure to compare is the ratio by processor time: the load generator and other programs do not change
 * it. Requests a second say the same only where both servers are busy all the time.
 */
export async function benchRequests(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'playground-bench-'));
  const generator = fork(join(import.meta.dirname, 'load.ts'));
  const servers: Server[] = [];
  try {
    const customers = await seed(dataDir, CUSTOMERS);
    const bare = await startBare();
    servers.push(bare);
    const service = await startService(dataDir);
    servers.push(service);
    const measure = (server: Server, heads: string[], durationMs = MEASURED_MS) =>
      rateOf(generator, server, heads, durationMs);
    const plain = ['GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'];
    const cases = {
      'GET skanyr/health through the five stages': customers.map((who) => headOf(who, 'health')),
      'GET of a stored discovery': customers.map((who) =>
        headOf(who, `discover/${who.discoveryId}`),
      ),
    };
    await measure(bare, plain, WARM_UP_MS);
    for (const [name, heads] of Object.entries(cases)) {
      await measure(service, heads, WARM_UP_MS);
      const pairs: [Rate, Rate][] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        pairs.push([await measure(service, heads), await measure(bare, plain)]);
      }
      report(name, pairs);
    }
  } finally {
    generator.kill();
    for (const server of servers) {
      server.process.kill();
      await once(server.process, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function headOf({ apiKey, organizationId }: Customer, path: string): string {
  return [
    `GET /api/v1/organizations/${organizationId}/skanyr/${path} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${apiKey}`,
    `X-Kloakd-Organization: ${organizationId}`,
    '\r\n',
  ].join('\r\n');
}

async function startBare(): Promise<Server> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { name: 'bare Fastify', process: child, port: Number(port.toString()) };
}

/** The service as an operator runs it; its log goes to a file. */
async function startService(dataDir: string): Promise<Server> {
  const log = join(dataDir, 'log');
  const profiling = process.env['BENCH_PROFILE'];
  const child = spawn(
    process.execPath,
    [
      ...(profiling ? ['--cpu-prof', `--cpu-prof-dir=${profiling}`] : []),
      'server/main.ts',
      'serve',
    ],
    {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', DATA_DIR: dataDir },
      stdio: ['ignore', openSync(log, 'w'), 'inherit'],
    },
  );
  for (;;) {
    const port = /KLOAKD Playground +http:\/\/localhost:(\d+)/.exec(readFileSync(log, 'utf8'))?.[1];
    if (port) return { name: 'the service', process: child, port: Number(port) };
    if (child.exitCode !== null) throw new Error('The service did not start.');
    await sleep(50);
  }
}

async function rateOf(
  generator: ChildProcess,
  server: Server,
  heads: string[],
  durationMs: number,
): Promise<Rate> {
  const load: Load = { port: server.port, heads, connections: CONNECTIONS, durationMs };
  const before = cpuSeconds(server.process);
  generator.send(load);
  const [answer] = (await once(generator, 'message')) as [LoadReport];
  if ('error' in answer) throw new Error(`${server.name} answered ${answer.error}`);
  const after = cpuSeconds(server.process);
  return {
    perSecond: (answer.answers / answer.durationMs) * 1000,
    cpuMicroseconds:
      before === null || after === null ? null : ((after - before) / answer.answers) * 1e6,
  };
}

/** Processor time that a process has used, in user and system mode. */
function cpuSeconds({ pid }: ChildProcess): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

function report(name: string, pairs: readonly [Rate, Rate][]): void {
  const rate = (of: (pair: readonly [Rate, Rate]) => number) => spread(pairs.map(of));
  const busy = ({ perSecond, cpuMicroseconds }: Rate) => (perSecond * (cpuMicroseconds ?? 0)) / 1e6;
  console.log(`${name}, ${pairs.length} pairs with bare Fastify, median (lowest–highest):`);
  const line = (what: string, { median, low, high }: Spread, digits: number) =>
    console.log(
      `  ${what}: ${[median, low, high].map((value) => value.toFixed(digits)).join(' ')}`,
    );
  line(
    'requests/s',
    rate(([ours]) => ours.perSecond),
    0,
  );
  line(
    'bare Fastify',
    rate(([, bare]) => bare.perSecond),
    0,
  );
  line(
    'ratio of requests/s',
    rate(([ours, bare]) => ours.perSecond / bare.perSecond),
    3,
  );
  if (pairs.every((pair) => pair.every(({ cpuMicroseconds }) => cpuMicroseconds !== null))) {
    const cpu = ({ cpuMicroseconds }: Rate) => cpuMicroseconds ?? 0;
    line(
      'processor time a request, µs',
      rate(([ours]) => cpu(ours)),
      1,
    );
    line(
      'bare Fastify, µs',
      rate(([, bare]) => cpu(bare)),
      1,
    );
    line(
      'ratio by processor time',
      rate(([ours, bare]) => cpu(bare) / cpu(ours)),
      3,
    );
    line(
      'share of time that the service was busy',
      rate(([ours]) => busy(ours)),
      2,
    );
    line(
      'bare Fastify',
      rate(([, bare]) => busy(bare)),
      2,
    );
  }
}

interface Spread {
  median: number;
  low: number;
  high: number;
}

function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    low: sorted[0] ?? Number.NaN,
    high: sorted.at(-1) ?? Number.NaN,
  };
}
