import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Outcome } from './check.ts';
import type { Runner } from './languages.ts';

/** What a runner is told: how to make the client, which variables to set, and what to call. */
export interface Task {
  case: string;
  call: { operation: string; arguments: Record<string, unknown>; [more: string]: unknown };
  arguments: { timeoutMs: number; apiKey?: string; organizationId?: string; baseUrl?: string };
  environment: Record<string, string>;
}

const ANSWER_TIMEOUT_MS = 40_000;

/** A client's runner, as a process of its own: one JSON object a line in, one a line out. */
export class RunnerProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor({ command, folder, environment }: Runner) {
    const [file = '', ...rest] = command;
    this.#child = spawn(file, rest, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // A runner that has ended gives no answer, which `carryOut` tells.
    this.#child.stdin.on('error', () => undefined);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** @throws Error where the runner ends, or does not answer in time */
  async carryOut(task: Task): Promise<Outcome> {
    this.#child.stdin.write(`${JSON.stringify(task)}\n`);
    const line = await Promise.race([this.#lines.next(), timeOut()]);
    if (line === 'late' || line.done) throw new Error(`The runner gave no answer to ${task.case}.`);
    return JSON.parse(line.value) as Outcome;
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    this.#child.kill();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
  }
}

const timeOut = (): Promise<'late'> =>
  new Promise((resolve) => setTimeout(() => resolve('late'), ANSWER_TIMEOUT_MS).unref());
