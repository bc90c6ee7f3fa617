import { matches } from './check.ts';
import type { Runner } from './languages.ts';
import { REAL_CASES, type Trial } from './real-cases.ts';
import type { RealService } from './real-service.ts';
import { RunnerProcess, type Task } from './runner-process.ts';

const TIMEOUT_MS = 60_000;

/** @returns by case what is wrong; empty where the client does as it should */
export async function runRealCases(
  runner: Runner,
  service: RealService,
): Promise<Map<string, string[]>> {
  const results = new Map<string, string[]>();
  const client = new RunnerProcess(runner);
  try {
    for (const { name, run } of REAL_CASES) {
      const wrong: string[] = [];
      await run(trialOf(name, client, service, wrong)).catch((fault: Error) =>
        wrong.push(fault.message),
      );
      results.set(name, wrong);
    }
  } finally {
    await client.end();
  }
  return results;
}

function trialOf(
  name: string,
  client: RunnerProcess,
  service: RealService,
  wrong: string[],
): Trial {
  return {
    service,
    call: (who, operation, a = {}, { timeoutMs = TIMEOUT_MS, ...more } = {}) => {
      const task: Task = {
        case: name,
        call: { operation, arguments: a, ...more },
        arguments: { ...who, baseUrl: service.url, timeoutMs },
        environment: {},
      };
      return client.carryOut(task);
    },
    expect(outcome, wanted) {
      if (matches(outcome, wanted)) return;
      const text = (value: unknown) => JSON.stringify(value).slice(0, 500);
      wrong.push(`${text(outcome)} should be ${text(wanted)}`);
    },
  };
}
