import { Type, type Static } from 'typebox';

/** The kind of HTTP interface an endpoint belongs to. */
export const ApiType = Type.Union([
  Type.Literal('rest'),
  Type.Literal('graphql'),
  Type.Literal('websocket'),
  Type.Literal('sse'),
  Type.Literal('rpc'),
  Type.Literal('soap'),
  Type.Literal('odata'),
]);
export type ApiType = Static<typeof ApiType>;

/** Names of an endpoint's parameters by place. `body` maps a key to what is known of its type, such as `"string"`. */
const EndpointParameters = Type.Object({
  path: Type.Array(Type.String()),
  query: Type.Array(Type.String()),
  body: Type.Record(Type.String(), Type.Unknown()),
});

/** Where an endpoint was read: the document or script, and the technique. */
const Evidence = Type.Object({
  file: Type.String({ description: 'URL of the document or script that revealed it' }),
  technique: Type.String({ description: 'How it was read, such as "openapi" or "fetch-call"' }),
});

export const Endpoint = Type.Object({
  url: Type.String({ description: 'Absolute URL; unknown parts are named, as in /users/{id}' }),
  method: Type.String({ description: 'Upper-case HTTP method' }),
  api_type: ApiType,
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  parameters: EndpointParameters,
  source: Type.Array(Evidence),
});
export type Endpoint = Static<typeof Endpoint>;

/** A visitor's lifetime ledger; `remaining` is `limit - used - reserved`. A plan without a limit has `limit: null`. */
export const Quota = Type.Object({
  limit: Type.Union([Type.Integer(), Type.Null()]),
  used: Type.Integer(),
  reserved: Type.Integer(),
  remaining: Type.Union([Type.Integer(), Type.Null()]),
});
export type Quota = Static<typeof Quota>;

export const DiscoverRequest = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 2048 }),
  max_requests: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, default: 0 })),
  site_hierarchy_artifact_id: Type.Optional(Type.String({ maxLength: 64 })),
  session_artifact_id: Type.Optional(Type.String({ maxLength: 64 })),
});
export type DiscoverRequest = Static<typeof DiscoverRequest>;

/** One page of a discovery's result. */
export const DiscoverResponse = Type.Object({
  success: Type.Boolean(),
  discovery_id: Type.String(),
  url: Type.String(),
  total_endpoints: Type.Integer(),
  endpoints: Type.Array(Endpoint),
  artifact_id: Type.Union([Type.String(), Type.Null()]),
  error: Type.Union([Type.String(), Type.Null()]),
  has_more: Type.Boolean(),
  total: Type.Integer(),
  truncated: Type.Boolean({ description: 'Time or requests ran out before everything was read' }),
  requests_made: Type.Integer(),
  charged: Type.Boolean({ description: 'Whether this call cost a discovery' }),
  quota: Quota,
});
export type DiscoverResponse = Static<typeof DiscoverResponse>;

const JobStatus = Type.Union([
  Type.Literal('queued'),
  Type.Literal('running'),
  Type.Literal('completed'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
]);

export const DiscoveryJob = Type.Intersect([
  DiscoverResponse,
  Type.Object({
    job_id: Type.String(),
    status: JobStatus,
    created_at: Type.String({ format: 'date-time' }),
    completed_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  }),
]);
export type DiscoveryJob = Static<typeof DiscoveryJob>;

/**
 * One line of the stream. `metadata` by type:
 * `started` {discovery_id, url, budget_requests, budget_ms, quota};
 * `progress` {phase, requests_done, requests_budget, elapsed_ms, note?};
 * `endpoint_found` the Endpoint object;
 * `done` {discovery_id, artifact_id, total_endpoints, truncated, requests_made, elapsed_ms, charged, quota};
 * `error` the error object of the contract, with `charged`.
 */
export const DiscoveryEvent = Type.Object({
  type: Type.Union([
    Type.Literal('started'),
    Type.Literal('progress'),
    Type.Literal('endpoint_found'),
    Type.Literal('done'),
    Type.Literal('error'),
  ]),
  endpoint_url: Type.Union([Type.String(), Type.Null()]),
  api_type: Type.Union([ApiType, Type.Null()]),
  metadata: Type.Record(Type.String(), Type.Unknown()),
});
export type DiscoveryEvent = Static<typeof DiscoveryEvent>;
