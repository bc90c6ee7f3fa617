import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { check, type Case, type Outcome } from './check.ts';
import { ConformanceServer } from './server.ts';

/** How to start a client's runner. */
export interface Runner {
  language: string;
  command: string;
  arguments: string[];
  folder: string;
  environment?: Record<string, string>;
}

interface Suite {
  organization_id: string;
  api_key: string;
  cases: Case[];
}

export const SUITE = JSON.parse(
  readFileSync(new URL('./cases.json', import.meta.url), 'utf8'),
) as Suite;

const TIMEOUT_MS = 20_000;
const CASE_TIMEOUT_MS = 40_000;

/** Carries out every case with one client. @returns by case what is wrong; empty where it keeps the promise */
export async function runCases(
  runner: Runner,
  only: (name: string) => boolean = () => true,
): Promise<Map<string, string[]>> {
  const child = spawn(runner.command, runner.arguments, {
    cwd: runner.folder,
    env: { ...process.env, ...runner.environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const server = new ConformanceServer();
  await server.listen();
  const results = new Map<string, string[]>();
  try {
    for (const it of SUITE.cases.filter(({ name }) => only(name))) {
      const baseUrl = server.begin(it.name, it.server);
      server.strayRequests.length = 0;
      const startedMs = performance.now();
      child.stdin.write(`${JSON.stringify(taskOf(it, baseUrl))}\n`);
      const line = await Promise.race([lines.next(), timeOut()]);
      if (line === 'late' || line.done) {
        results.set(it.name, ['the runner gave no answer']);
        break;
      }
      const tookMs = performance.now() - startedMs;
      // The server hears of a closed connection a moment after the client closed it.
      await new Promise((resolve) => setTimeout(resolve, 30));
      results.set(it.name, check(it, JSON.parse(line.value) as Outcome, tookMs, server));
    }
  } finally {
    child.stdin.end();
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await server.close();
  }
  return results;
}

/** What a runner is told: how to make the client, which variables to set, and what to call. */
function taskOf(
  { name, call, timeout_ms: timeoutMs = TIMEOUT_MS, configuration }: Case,
  baseUrl: string,
) {
  const { api_key: apiKey, organization_id: organizationId } = SUITE;
  const own = { apiKey, organizationId, baseUrl };
  const foreign = {
    KLOAKD_API_KEY: 'sk-test-from-environment',
    KLOAKD_ORG_ID: organizationId,
    KLOAKD_BASE_URL: baseUrl,
  };
  const isGiven = !configuration?.from_environment && !configuration?.none;
  const isSet = configuration?.from_environment === true || configuration?.environment_too === true;
  return {
    case: name,
    call,
    arguments: { timeoutMs, ...(isGiven ? own : {}) },
    environment: isSet ? foreign : {},
  };
}

const timeOut = (): Promise<'late'> =>
  new Promise((resolve) => setTimeout(() => resolve('late'), CASE_TIMEOUT_MS).unref());
