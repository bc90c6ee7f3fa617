import { randomBytes } from 'node:crypto';
import type { Clock, DiscoverOptions } from '../vocabulary.ts';
import { createBudget, type Budget } from '../politeness/budget.ts';
import type { Dial } from '../guard/checked-connect.ts';
import type { HostLimiter } from '../politeness/host-limiter.ts';
import type { DiscoveryLimits } from './limits.ts';
import type { AllowedPrivateTargets } from '../guard/private-targets.ts';
import type { Resolve } from '../guard/resolve.ts';
import { createSafeFetch } from '../guard/safe-fetch.ts';
import type { FetchOutcome, SafeRequest } from '../guard/safe-request.ts';
import type { ParserPool } from '../workers/parser-pool.ts';

/** The parts that all runs of an engine share. */
export interface EngineParts {
  clock: Clock;
  resolve: Resolve;
  allowed: AllowedPrivateTargets;
  userAgent: string;
  limits: DiscoveryLimits;
  hostLimiter: HostLimiter;
  parsers: ParserPool;
  dial?: Dial;
}

export type AskOptions = Pick<SafeRequest, 'url' | 'bodyBytesMax'> &
  Partial<Pick<SafeRequest, 'method' | 'accept' | 'jsonBody' | 'totalMs' | 'mayFollow'>>;

/** One run: it makes the requests to the target, within its budget. */
export interface RunContext {
  parts: EngineParts;
  budget: Budget;
  /** Aborted when the caller cancels, and when the time of the run is over. */
  signal: AbortSignal;
  cancelled(): boolean;
  /** Whether the daily limit of a host was reached. */
  ceilingMet(): boolean;
  /** Notes that something was not read which may have had findings: the result is then marked as truncated. */
  leaveUnread(): void;
  isTruncated(): boolean;
  ask(options: AskOptions): Promise<FetchOutcome>;
  /** A random path segment, which exists on no site. */
  randomToken(): string;
  close(): Promise<void>;
}

/**
 * Opens a run with sockets and a budget of its own. `close` closes the sockets and ends the run.
 * @param onRequest called when a request begins
 */
export function openRun(
  parts: EngineParts,
  input: DiscoverOptions,
  onRequest: () => void,
): RunContext {
  const budget = createBudget(input.requestsMax, input.budgetMs, parts.clock);
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), input.budgetMs);
  const signal = AbortSignal.any([input.signal, ended.signal]);
  let ceiling = false;
  let truncated = false;
  const safeFetch = createSafeFetch({
    ...parts,
    connectTimeoutMs: parts.limits.connectTimeoutMs,
    async gate(host, hopSignal) {
      if (!budget.take()) return null;
      const release = await parts.hostLimiter.acquire(host, hopSignal);
      if (release !== null) {
        onRequest();
        return release;
      }
      budget.giveBack();
      ceiling ||= !hopSignal.aborted;
      return null;
    },
  });
  return {
    parts,
    budget,
    signal,
    cancelled: () => input.signal.aborted,
    ceilingMet: () => ceiling,
    leaveUnread: () => void (truncated = true),
    isTruncated: () => truncated,
    async ask(options) {
      if (signal.aborted) return { kind: 'cancelled' };
      // A request ends with its phase, so that a slow answer does not use the time of later phases.
      const phaseEnd = AbortSignal.timeout(Math.max(1, Math.ceil(budget.phaseLeftMs())));
      const outcome = await safeFetch.fetch({
        totalMs: parts.limits.requestTimeoutMs,
        ...options,
        signal: AbortSignal.any([signal, phaseEnd]),
      });
      if (outcome.kind === 'cancelled') truncated = true;
      return outcome;
    },
    randomToken: () => `kp${randomBytes(9).toString('hex')}`,
    async close() {
      clearTimeout(timer);
      ended.abort();
      await safeFetch.close();
    },
  };
}
