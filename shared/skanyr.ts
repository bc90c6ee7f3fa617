import { Type, type Static } from 'typebox';
import { DiscoverRequest, DiscoveryEvent, Endpoint, Quota } from './discovery.ts';

const Uuid = Type.String({ format: 'uuid' });
const TargetUrl = Type.String({ minLength: 1, maxLength: 2048 });
const closed = { additionalProperties: false };

export const StreamRequest = Type.Object({
  url: TargetUrl,
  max_requests: DiscoverRequest.properties.max_requests,
  site_hierarchy_artifact_id: DiscoverRequest.properties.site_hierarchy_artifact_id,
});
export type StreamRequest = Static<typeof StreamRequest>;

/** The body of `analyze-bundle`, `discover-page/live`, `hierarchy` and `reader-view`. */
export const UrlRequest = Type.Object({ url: TargetUrl });

export const RetryRequest = Type.Object({
  discovery_id: Uuid,
  url: Type.Optional(TargetUrl),
  max_requests: DiscoverRequest.properties.max_requests,
  limit: DiscoverRequest.properties.limit,
  offset: DiscoverRequest.properties.offset,
});

/** Each event with the `id:` that the stream gives it. */
export const EventList = Type.Object({
  events: Type.Array(Type.Object({ id: Type.Integer(), ...DiscoveryEvent.properties })),
});

/** The form of a stream in `/openapi.json`, which has no schema for events. */
export const EventStream = Type.String({
  description:
    'Server-sent events (WHATWG HTML, section 9.2): each has its number in `id:`, and in `data:` a JSON object {type, endpoint_url, api_type, metadata}. The last one is `done` or `error`.',
});

/** A path segment with the segments below it. `endpoints` are indices into the map's list. */
export interface PathNode {
  segment: string;
  endpoints: number[];
  children: PathNode[];
}

export const ApiMap = Type.Object({
  artifact_id: Uuid,
  discovery_id: Uuid,
  url: Type.String(),
  created_at: Type.String({ format: 'date-time' }),
  total_endpoints: Type.Integer(),
  endpoints: Type.Array(Endpoint),
  tree: Type.Unknown({ description: 'Nested {segment, endpoints: indices, children}' }),
});

export const DetectedApis = Type.Object({
  success: Type.Boolean(),
  page_url: Type.String(),
  endpoints: Type.Array(Endpoint),
  total: Type.Integer(),
});

/** The members that every metered answer has. */
const receipt = {
  discovery_id: Uuid,
  artifact_id: Uuid,
  charged: Type.Boolean(),
  quota: Quota,
};

export const HierarchyNode = Type.Object({
  node_id: Type.String(),
  url: Type.String(),
  title: Type.String(),
  kind: Type.String({ description: 'page, document, script or endpoint' }),
  has_children: Type.Boolean(),
});
export type HierarchyNode = Static<typeof HierarchyNode>;

export const HierarchyResponse = Type.Object({
  success: Type.Boolean(),
  url: Type.String(),
  total_nodes: Type.Integer(),
  root: HierarchyNode,
  children: Type.Array(HierarchyNode),
  ...receipt,
});

export const ExpandRequest = Type.Object({ node_id: Type.String({ minLength: 1, maxLength: 64 }) });
export const ExpandResponse = Type.Object({
  success: Type.Boolean(),
  node: HierarchyNode,
  children: Type.Array(HierarchyNode),
});

export const ReaderResponse = Type.Object({
  success: Type.Boolean(),
  url: Type.String(),
  title: Type.String(),
  content: Type.String({ description: 'Plain text with Markdown headings and lists; never HTML' }),
  links: Type.Array(Type.Object({ url: Type.String(), text: Type.String() })),
  ...receipt,
});

export const Health = Type.Object({
  status: Type.Literal('ok'),
  module: Type.Literal('skanyr'),
  running: Type.Integer({ description: 'Discoveries that run now' }),
  capacity: Type.Integer({ description: 'How many may run at once' }),
});

const SessionOptions = Type.Object(
  { max_requests: DiscoverRequest.properties.max_requests },
  closed,
);

/** A saved discovery configuration. */
export const Session = Type.Object({
  session_id: Uuid,
  name: Type.String(),
  url: Type.Union([Type.String(), Type.Null()], {
    description: 'Null where the session was saved without one',
  }),
  options: SessionOptions,
  job_id: Type.Union([Uuid, Type.Null()]),
  status: Type.Union([Type.Literal('active'), Type.Literal('ended')]),
  created_at: Type.String({ format: 'date-time' }),
});
export type Session = Static<typeof Session>;

export const CreateSessionRequest = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  url: Type.Optional(TargetUrl),
  options: Type.Optional(SessionOptions),
});
export const SetSessionJobRequest = Type.Object({ job_id: Uuid });

export const SessionList = Type.Object({
  sessions: Type.Array(Session),
  has_more: Type.Boolean(),
  total: Type.Integer(),
});

export const SessionPage = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, default: 0 })),
});
