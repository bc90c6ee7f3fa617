import type { DiscoveryEvent, Quota } from '../../../shared/discovery.ts';
import type { CreateKeyResponse } from '../../../shared/playground.ts';
import { DEFAULT_CONFIG } from '../../../web/api/config.ts';
import { readErrorBody } from '../../../web/api/error-body.ts';
import { ApiProblem, NetworkFailure } from '../../../web/api/errors.ts';
import type { SendRequest } from '../../../web/api/request.ts';
import { createWidgetModel, type WidgetModel } from '../../../web/widget/models/widget.ts';

/** One answer of the server to a run: events, then how the connection ended. */
export type Attempt = (onEvent: (event: DiscoveryEvent) => void) => Promise<'ended' | 'dropped'>;

export interface Harness {
  model: WidgetModel;
  attempts: Attempt[];
  idempotencyKeys: string[];
  keysUsed: string[];
  keysMade: number;
  /** Answers to requests for the quota, in order. */
  quotas: Quota[];
  nextKey: Partial<CreateKeyResponse>;
  /** Answers of the requests for what is stored. */
  send: SendRequest;
}

const unanswered = async () => {
  throw new Error('The test has no answer for this request.');
};

/** The widget's models with a scripted server, no waiting and no browser. */
export function createHarness(): Harness {
  let ids = 0;
  const harness: Omit<Harness, 'model'> = {
    attempts: [],
    idempotencyKeys: [],
    keysUsed: [],
    keysMade: 0,
    quotas: [],
    nextKey: {},
    send: unanswered,
  };
  const model = createWidgetModel({
    api: {
      getConfig: async () => DEFAULT_CONFIG,
      getQuota: async () => harness.quotas.shift() ?? null,
      getOpenApi: async () => new Blob(),
      makeClaim: async () => '/dashboard/claim#code',
      streamDiscovery: async ({ apiKey }, _url, { signal, idempotencyKey }, onEvent) => {
        harness.keysUsed.push(apiKey);
        harness.idempotencyKeys.push(idempotencyKey);
        const attempt = harness.attempts.shift();
        if (!attempt) throw new Error('The test has no answer for this attempt.');
        const aborted = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
        return Promise.race([attempt(onEvent), aborted]);
      },
    },
    send: (path, init) => harness.send(path, init),
    origin: 'https://play.example',
    storage: { load: () => null, save: () => undefined, clear: () => undefined },
    obtainKey: async () => {
      harness.keysMade++;
      return {
        api_key: `sk-test-${harness.keysMade}`,
        organization_id: 'org',
        quota: { limit: 10, used: 0, reserved: 0, remaining: 10 },
        visitor: 'new',
        recognized_by: 'none',
        upgrade_url: '/upgrade',
        ...harness.nextKey,
      };
    },
    nowMs: () => 0,
    newId: async () => `id-${++ids}`,
    pause: async () => undefined,
  });
  return Object.assign(harness, { model });
}

export function event(
  type: DiscoveryEvent['type'],
  metadata: Record<string, unknown> = {},
): DiscoveryEvent {
  return { type, endpoint_url: null, api_type: null, metadata };
}

export function found(path: string): DiscoveryEvent {
  return event('endpoint_found', {
    url: `https://shop.example${path}`,
    method: 'GET',
    confidence: 0.9,
  });
}

export const DONE = event('done', { discovery_id: 'd1', charged: true, elapsed_ms: 5 });

/** Sends these events and ends, or loses the connection. */
export function sends(events: DiscoveryEvent[], end: 'ended' | 'dropped' = 'ended'): Attempt {
  return async (onEvent) => {
    events.forEach((each) => onEvent(each));
    return end;
  };
}

export function refuses(status: number, code: string, more: Record<string, unknown> = {}): Attempt {
  return async () => {
    throw new ApiProblem(readErrorBody({ code, ...more }, status, 'req_1'));
  };
}

export const unreachable: Attempt = async () => {
  throw new NetworkFailure('no answer');
};

/** Never ends by itself. */
export function hangs(events: DiscoveryEvent[]): Attempt {
  return (onEvent) => {
    events.forEach((each) => onEvent(each));
    return new Promise(() => undefined);
  };
}
