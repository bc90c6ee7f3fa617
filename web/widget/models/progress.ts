import { signal, type Signal } from '@preact/signals';
import type { DiscoveryEvent, Endpoint, Quota } from '../../../shared/discovery.ts';
import { PHASES, type Phase } from '../../../shared/phases.ts';
import { readEndpoint, readQuota } from '../../wire/discovery.ts';
import { ApiProblem, readErrorBody } from '../../wire/errors.ts';
import { flagOf, numberOf, textOf } from '../../wire/read.ts';

export interface RunResult {
  discoveryId: string;
  artifactId: string | null;
  totalEndpoints: number;
  /** Time or requests ran out before everything was read. */
  truncated: boolean;
  elapsedMs: number;
  requestsMade: number;
  charged: boolean;
}

/** What one event said beyond the live signals. */
interface Seen {
  quota?: Quota | null;
  failure?: ApiProblem;
  result?: RunResult;
}

export interface Progress {
  phase: Signal<Phase | null>;
  /** What the engine says it is doing; text from outside. */
  note: Signal<string>;
  requestsDone: Signal<number>;
  requestsBudget: Signal<number>;
  elapsedMs: Signal<number>;
  endpoints: Signal<Endpoint[]>;
  take: (event: DiscoveryEvent) => Seen;
  reset: () => void;
  startClock: () => void;
  stopClock: () => void;
}

const CLOCK_TICK_MS = 100;

/** Turns the stream's events into what is on the screen while a run goes on. */
export function createProgress(nowMs: () => number): Progress {
  const phase = signal<Phase | null>(null);
  const note = signal('');
  const requestsDone = signal(0);
  const requestsBudget = signal(0);
  const elapsedMs = signal(0);
  const endpoints = signal<Endpoint[]>([]);
  let clock: ReturnType<typeof setInterval> | undefined;
  let discoveryId = '';

  const stopClock = () => clearInterval(clock);
  const startClock = () => {
    stopClock();
    const startedAtMs = nowMs();
    clock = setInterval(() => (elapsedMs.value = nowMs() - startedAtMs), CLOCK_TICK_MS);
  };
  const reset = () => {
    stopClock();
    phase.value = null;
    note.value = '';
    requestsDone.value = requestsBudget.value = elapsedMs.value = 0;
    endpoints.value = [];
  };

  const take = ({ type, metadata }: DiscoveryEvent): Seen => {
    switch (type) {
      case 'started':
        discoveryId = textOf(metadata, 'discovery_id') ?? '';
        requestsBudget.value = numberOf(metadata, 'budget_requests') ?? 0;
        return { quota: readQuota(metadata['quota']) };
      case 'progress':
        phase.value = PHASES.find((known) => known === metadata['phase']) ?? phase.value;
        note.value = textOf(metadata, 'note') ?? '';
        requestsDone.value = numberOf(metadata, 'requests_done') ?? requestsDone.value;
        requestsBudget.value = numberOf(metadata, 'requests_budget') ?? requestsBudget.value;
        return {};
      case 'endpoint_found': {
        const found = readEndpoint(metadata);
        if (found) endpoints.value = withEndpoint(endpoints.value, found);
        return {};
      }
      case 'done': {
        const quota = readQuota(metadata['quota']);
        const result = readResult(metadata, discoveryId, endpoints.value.length, elapsedMs.value);
        elapsedMs.value = result.elapsedMs;
        return { quota, result };
      }
      case 'error':
        return { failure: new ApiProblem(readErrorBody(metadata, 0, '')) };
      default:
        return type satisfies never;
    }
  };

  const signals = { phase, note, requestsDone, requestsBudget, elapsedMs, endpoints };
  return { ...signals, take, reset, startClock, stopClock };
}

// After a reconnection the server tells everything again, and a later phase may know an endpoint better.
function withEndpoint(known: Endpoint[], found: Endpoint): Endpoint[] {
  const at = known.findIndex(({ url, method }) => url === found.url && method === found.method);
  return at === -1 ? [...known, found] : known.with(at, found);
}

function readResult(
  metadata: DiscoveryEvent['metadata'],
  discoveryId: string,
  endpointsSeen: number,
  elapsedMs: number,
): RunResult {
  return {
    discoveryId: textOf(metadata, 'discovery_id') ?? discoveryId,
    artifactId: textOf(metadata, 'artifact_id'),
    totalEndpoints: numberOf(metadata, 'total_endpoints') ?? endpointsSeen,
    truncated: flagOf(metadata, 'truncated') ?? false,
    elapsedMs: numberOf(metadata, 'elapsed_ms') ?? elapsedMs,
    requestsMade: numberOf(metadata, 'requests_made') ?? 0,
    charged: flagOf(metadata, 'charged') ?? false,
  };
}
