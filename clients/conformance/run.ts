import { readFileSync } from 'node:fs';
import { check, type Case } from './check.ts';
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
      results.set(one.name, await runCase(one, client, server));
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
    call,
    arguments: { timeoutMs, ...(isGiven ? own : {}) },
    environment: isSet ? foreign : {},
  };
}
