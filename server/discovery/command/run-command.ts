import { createEngine } from '../discover.ts';
import { PrivateTargetsError } from '../guard/private-targets.ts';
import type { Clock, Engine, Outcome } from '../vocabulary.ts';
import { readArguments, USAGE, UsageError, type Arguments } from './read-arguments.ts';
import { renderResult } from './render-result.ts';

export interface CommandDeps {
  clock: Clock;
  /** Cancels the run: what was found by then is printed. */
  signal: AbortSignal;
  writeResult: (text: string) => void;
  /** Progress and errors, line by line. */
  writeNote: (line: string) => void;
}

const BUDGET_MS = 20_000;
const EXIT = { ok: 0, noAnswer: 1, usage: 2, cancelled: 130 } as const;

/**
 * Runs one discovery and prints it.
 * @returns the exit code: 0 when the run was completed, 1 when the target was refused or not reached,
 * 2 for arguments that cannot be read, 130 when it was cancelled
 */
export async function runCommand(args: string[], deps: CommandDeps): Promise<number> {
  let engine: Engine | null = null;
  try {
    const options = readArguments(args);
    if (options === 'help') {
      deps.writeResult(`${USAGE}\n`);
      return EXIT.ok;
    }
    engine = createEngine({ clock: deps.clock, allowedPrivateTargets: options.allowPrivate });
    return finish(await follow(engine, options, deps), options, deps);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof PrivateTargetsError)) throw error;
    deps.writeNote(`error: ${error.message}\n\n${USAGE}`);
    return EXIT.usage;
  } finally {
    await engine?.close();
  }
}

async function follow(engine: Engine, options: Arguments, deps: CommandDeps): Promise<Outcome> {
  const { url, requestsMax } = options;
  const run = engine.discover(url, { requestsMax, budgetMs: BUDGET_MS, signal: deps.signal });
  let phase = '';
  let found = 0;
  for await (const event of run) {
    if (event.kind === 'ended') return event.outcome;
    if (event.kind === 'found') found += 1;
    else if (event.phase !== phase) {
      phase = event.phase;
      const seconds = (event.elapsedMs / 1000).toFixed(1);
      deps.writeNote(
        `${phase.padEnd(17)} ${seconds} s, ${event.requestsMade} of ${event.requestsMax} requests, ${found} found`,
      );
    }
  }
  throw new Error('The engine ended without an outcome.');
}

function finish(outcome: Outcome, options: Arguments, deps: CommandDeps): number {
  switch (outcome.kind) {
    case 'refused':
      deps.writeNote(`error: ${outcome.detail}${hintFor(outcome.code)}`);
      return EXIT.noAnswer;
    case 'unreachable':
      deps.writeNote(`error: ${outcome.detail}`);
      return EXIT.noAnswer;
    case 'completed':
    case 'cancelled': {
      const truncated = outcome.kind === 'cancelled' || outcome.truncated;
      const { findings, requestsMade } = outcome;
      deps.writeNote(
        `${findings.length} endpoints, ${requestsMade} requests${truncated ? '; not everything was read' : ''}`,
      );
      const createdAt = new Date(deps.clock.now()).toISOString();
      const result = { url: options.url, createdAt, truncated, requestsMade, findings };
      deps.writeResult(renderResult(result, options.format));
      return outcome.kind === 'cancelled' ? EXIT.cancelled : EXIT.ok;
    }
    default:
      return outcome satisfies never;
  }
}

const hintFor = (code: string): string =>
  ['private_address', 'blocked_host', 'port_not_allowed'].includes(code)
    ? ' For a site of your own, name its address: --allow-private 127.0.0.1:3000'
    : '';
