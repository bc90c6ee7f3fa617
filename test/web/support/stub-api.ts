import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { DiscoveryEvent } from '../../../shared/discovery.ts';

/** What the stub answers, which a test sets, and what it was asked, which a test reads. */
export interface StubState {
  quota: { limit: number; used: number; reserved: number; remaining: number };
  /** Answers to the next requests for a key, first one first; then keys are made. */
  keyAnswers: { status: number; body: Record<string, unknown> }[];
  /** What a request for a key will need; `null` for nothing. */
  challenge: unknown;
  recognizedBy: 'device' | 'browser_and_network' | 'none';
  /** What a request for a code to sign up with is answered. */
  claimAnswer: { status: number; body: Record<string, unknown> };
  openApiAnswer: { status: number; body: Record<string, unknown> };
  /** One stream after the other; `drop` ends the connection there. Then the last one again. */
  streams: StreamScript[];
  asked: { path: string; method: string; headers: IncomingMessage['headers']; body: string }[];
}

type StreamScript =
  | { kind: 'events'; events: (DiscoveryEvent | 'drop' | 'hold')[] }
  | {
      kind: 'refusal';
      status: number;
      body: Record<string, unknown>;
      headers?: Record<string, string>;
    };

const ORGANIZATION_ID = '3f0c9a52-6d1e-4b7a-9c55-0f8a1de2b6c4';
export const KEY = 'sk-test-Zq3vT8mN1xRk5LwP7yBdG2hJ9cFsA4Kd93Fp';

export async function answerApi(
  state: StubState,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', headers } = request;
  const body = await text(request);
  state.asked.push({ path, method, headers, body });
  if (path === '/api/v1/playground/config') return json(response, 200, config(request));
  if (path === '/api/v1/plans') return json(response, 200, PLANS);
  if (path === '/api/v1/playground/challenges')
    return json(response, 200, { challenge: state.challenge });
  if (path === '/api/v1/playground/keys') return answerKey(state, response);
  if (path === '/api/v1/playground/quota') return json(response, 200, state.quota);
  if (path.endsWith('/skanyr/discover/stream')) return answerStream(state, response);
  if (path === '/api/v1/playground/claims')
    return json(response, state.claimAnswer.status, state.claimAnswer.body);
  if (path.includes('/skanyr/api-map/'))
    return json(response, state.openApiAnswer.status, state.openApiAnswer.body);
  json(response, 404, problem('NotFoundError', 'not_found', 404));
}

/** The contract's error object. */
export function problem(
  error: string,
  code: string,
  status: number,
  more: Record<string, unknown> = {},
) {
  const texts = { title: code, type: `/errors/${code}`, detail: `The stub says ${code}.` };
  return { error, code, status, ...texts, request_id: 'req_stub42', ...more };
}

/** A whole run's events, in the stream's order. */
export function runEvents(endpoints: string[], charged = true): DiscoveryEvent[] {
  return [
    event('started', { discovery_id: 'dsc_1', budget_requests: 200, budget_ms: 20_000 }),
    event('progress', {
      phase: 'scripts',
      requests_done: 12,
      requests_budget: 200,
      note: 'GET /app.js',
    }),
    ...endpoints.map((url) =>
      event('endpoint_found', {
        url,
        method: 'GET',
        api_type: 'rest',
        confidence: 0.9,
        parameters: { path: [], query: ['page'], body: {} },
        source: [{ file: 'https://shop.example/app.js', technique: 'fetch-call' }],
      }),
    ),
    event('done', {
      discovery_id: 'dsc_1',
      artifact_id: 'art_1',
      total_endpoints: endpoints.length,
      truncated: false,
      requests_made: 14,
      elapsed_ms: 640,
      charged,
      quota: { limit: 10, used: 1, reserved: 0, remaining: 9 },
    }),
  ];
}

export function event(
  type: DiscoveryEvent['type'],
  metadata: Record<string, unknown>,
): DiscoveryEvent {
  return { type, endpoint_url: null, api_type: null, metadata };
}

export function newStubState(): StubState {
  return {
    quota: { limit: 10, used: 0, reserved: 0, remaining: 10 },
    keyAnswers: [],
    challenge: null,
    claimAnswer: { status: 201, body: { code: 'code1', claim_url: '/dashboard/claim#code1' } },
    openApiAnswer: { status: 200, body: { openapi: '3.1.0', paths: {} } },
    recognizedBy: 'none',
    streams: [{ kind: 'events', events: runEvents(['https://shop.example/api/products']) }],
    asked: [],
  };
}

function answerKey(state: StubState, response: ServerResponse): void {
  const scripted = state.keyAnswers.shift();
  if (scripted) return json(response, scripted.status, scripted.body);
  json(response, 201, {
    api_key: KEY,
    organization_id: ORGANIZATION_ID,
    quota: state.quota,
    visitor: state.recognizedBy === 'none' ? 'new' : 'returning',
    recognized_by: state.recognizedBy,
    upgrade_url: '/upgrade',
  });
}

function answerStream(state: StubState, response: ServerResponse): void {
  const script = state.streams.length > 1 ? state.streams.shift() : state.streams[0];
  if (!script) return json(response, 500, problem('ApiError', 'internal_error', 500));
  if (script.kind === 'refusal') return json(response, script.status, script.body, script.headers);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const [id, item] of script.events.entries()) {
    if (item === 'hold') return;
    if (item === 'drop') {
      // The events before are sent first; then the connection is cut.
      response.write(': cut\n\n', () => response.destroy());
      return;
    }
    response.write(`id: ${id}\ndata: ${JSON.stringify(item)}\n\n`);
  }
  response.end();
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

function config(request: IncomingMessage) {
  return {
    examples: [
      { label: 'Demo shop', url: `http://${request.headers.host}/` },
      { label: 'Petstore', url: 'https://petstore.example' },
    ],
    upgrade_url: '/upgrade',
    quota_limit: 10,
    privacy_url: '/privacy',
    claim: true,
  };
}

const PLANS = {
  plans: [
    {
      name: 'playground',
      title: 'Playground',
      access: 'read',
      modules: ['skanyr'],
      quota: '10 discoveries for life',
      windows: '60 requests a minute',
    },
    {
      name: 'developer',
      title: 'Developer',
      access: 'full',
      modules: ['skanyr', 'webgrph', 'evadr'],
      quota: '1,000 discoveries a month',
      windows: '600 requests a minute',
    },
    {
      name: 'enterprise',
      title: 'Enterprise',
      access: 'full',
      modules: ['skanyr', 'webgrph', 'evadr', 'nexus', 'parlyr', 'fetchyr', 'kolektr'],
      quota: 'As agreed',
      windows: 'As agreed',
      price_note: 'Agreed with the operator',
    },
  ],
  operator_contact: 'operator@play.example',
};
