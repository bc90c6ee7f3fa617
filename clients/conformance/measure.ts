import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from './languages.ts';
import { RunnerProcess } from './runner-process.ts';
import { ConformanceServer } from './server.ts';

const HEALTH = { status: 'ok', module: 'skanyr', running: 0, capacity: 1 };
const ROUNDS = 3;

/** Milliseconds from the start of the process to its first answer and from there to the second: the best of three. */
export async function measureStart(runner: Runner) {
  const server = new ConformanceServer();
  await server.listen();
  const times: { startMs: number; callMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const baseUrl = server.begin('health', [{ body: HEALTH }, { body: HEALTH }]);
    const task = {
      case: 'health',
      call: { operation: 'health', arguments: {} },
      arguments: { timeoutMs: 20_000, apiKey: 'sk-test-x', organizationId: 'x', baseUrl },
      environment: {},
    };
    const startedMs = performance.now();
    const client = new RunnerProcess(runner);
    await client.carryOut(task);
    const firstMs = performance.now();
    await client.carryOut(task);
    times.push({ startMs: firstMs - startedMs, callMs: performance.now() - firstMs });
    await client.end();
  }
  await server.close();
  const least = (of: 'startMs' | 'callMs') => Math.round(Math.min(...times.map((t) => t[of])));
  return { startMs: least('startMs'), callMs: least('callMs') };
}

/** Lines of the client's own code, without empty ones. */
export function countLines({ folder, sources }: Runner): number {
  const files = sources.flatMap((source) =>
    readdirSync(join(folder, source), { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('test/'))
      .map((name) => join(folder, source, name))
      .filter((path) => /\.(?:ts|py|go|java)$/.test(path) && !path.endsWith('_test.go')),
  );
  const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n');
  return files.flatMap(linesOf).filter((line) => line.trim() !== '').length;
}
