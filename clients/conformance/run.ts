import { readFileSync } from 'node:fs';
import { check, checkSpread, type Case } from './check.ts';
import type { Runner } from './languages.ts';
import { RunnerProcess, type Task } from './runner-process.ts';
import { ConformanceServer } from './server.ts';

interface Suite {
  organization_id: string;
  api_key: string;
  cases: Case[];
}

export const SUITE = JSON.parse(
  readFileSync(new URL('./cases.json', import.meta.url), 'utf8'),
) as Suite;

const TIMEOUT_MS = 20_000;
/** Every wait before a retry is this part of its longest, so that the suite waits little. */
const RANDOM = 0.02;

/**
 * Carries out every case with one client, but those that its language cannot have.
 * @returns by case what is wrong; empty where the client keeps the promise
 */
export async function runCases(
  runner: Runner,
  cases: readonly Case[] = SUITE.cases,
): Promise<Map<string, string[]>> {
  const client = new RunnerProcess(runner);
  const server = new ConformanceServer();
  await server.listen();
  const results = new Map<string, string[]>();
  try {
    for (const one of cases.filter(({ except }) => except?.[runner.id] === undefined)) {
      const wrong =
        one.times === undefined
          ? await runCase(one, client, server)
          : await runOften(runner, one, one.times, server);
      results.set(one.name, wrong);
    }
  } finally {
    await client.end();
    await server.close();
  }
  return results;
}

async function runCase(
  one: Case,
  client: RunnerProcess,
  server: ConformanceServer,
): Promise<string[]> {
  const baseUrl = server.begin(one.name, one.server);
  server.strayRequests.length = 0;
  const startedMs = performance.now();
  const outcome = await client.carryOut(taskOf(one, baseUrl));
  const tookMs = performance.now() - startedMs;
  // The server hears of a closed connection a moment after the client closed it.
  await new Promise((resolve) => setTimeout(resolve, 30));
  return check(one, outcome, tookMs, server);
}

/** Carries out a case in two fresh processes, and compares how long they waited before their retries. */
async function runOften(
  runner: Runner,
  one: Case,
  times: number,
  server: ConformanceServer,
): Promise<string[]> {
  const waits: number[][] = [];
  for (const _ of [1, 2]) {
    const client = new RunnerProcess(runner);
    const own: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const wrong = await runCase(one, client, server);
      if (wrong.length > 0) return wrong;
      own.push(
        ...server
          .seen(one.name)
          .slice(1)
          .map(({ afterMs }) => afterMs),
      );
    }
    waits.push(own);
    await client.end();
  }
  return checkSpread(waits, one.expect.spread_ms_min ?? 0);
}

function taskOf(
  { name, call, timeout_ms: timeoutMs = TIMEOUT_MS, configuration }: Case,
  baseUrl: string,
): Task {
  const { api_key: apiKey, organization_id: organizationId } = SUITE;
  const own = { apiKey: configuration?.api_key ?? apiKey, organizationId, baseUrl };
  const foreign = {
    KLOAKD_API_KEY: 'sk-test-from-environment',
    KLOAKD_ORG_ID: organizationId,
    KLOAKD_BASE_URL: baseUrl,
  };
  const isGiven = !configuration?.from_environment && !configuration?.none;
  const isSet = configuration?.from_environment === true || configuration?.environment_too === true;
  return {
    case: name,
    call: { random: RANDOM, ...call },
    arguments: { timeoutMs, ...(isGiven ? own : {}) },
    environment: isSet ? foreign : {},
  };
}
