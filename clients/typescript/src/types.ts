/** An enumeration that may grow: known values are suggested, others are accepted. */
type Open<Known extends string> = Known | (string & {});

export type ApiType = Open<'rest' | 'graphql' | 'websocket' | 'sse' | 'rpc' | 'soap' | 'odata'>;
export type JobStatus = Open<'queued' | 'running' | 'completed' | 'failed' | 'cancelled'>;

export interface Endpoint {
  /** Absolute URL; unknown parts are named, as in `/users/{id}`. */
  url: string;
  /** Upper-case HTTP method. */
  method: string;
  api_type: ApiType;
  /** 0 to 1 */
  confidence: number;
  parameters: { path: string[]; query: string[]; body: Record<string, unknown> };
  /** Why the service believes in it. */
  source: { file: string; technique: string }[];
}

/** `limit` and `remaining` are null where the plan has no limit. */
export interface Quota {
  limit: number | null;
  used: number;
  reserved: number;
  remaining: number | null;
}

/** What a call that may cost a discovery ends with. */
export interface Receipt {
  discovery_id: string;
  artifact_id: string | null;
  charged: boolean;
  quota: Quota;
}

export interface Discovery extends Receipt {
  success: boolean;
  url: string;
  total_endpoints: number;
  endpoints: Endpoint[];
  error: string | null;
  has_more: boolean;
  total: number;
  /** Time or requests ran out before everything was read. */
  truncated: boolean;
  requests_made: number;
}

export interface DiscoveryJob extends Discovery {
  job_id: string;
  status: JobStatus;
  created_at: string;
  completed_at: string | null;
}

/** One event of a stream. `metadata` depends on the type; see the page on streams. */
export interface DiscoveryEvent {
  /** Its number in the discovery, from 1; null where the service sent none. */
  id: number | null;
  type: Open<'started' | 'progress' | 'endpoint_found' | 'done'>;
  endpoint_url: string | null;
  api_type: ApiType | null;
  metadata: Record<string, unknown>;
}

export interface ApiMap {
  artifact_id: string;
  discovery_id: string;
  url: string;
  created_at: string;
  total_endpoints: number;
  endpoints: Endpoint[];
  tree: unknown;
}

export interface DetectedApis {
  success: boolean;
  page_url: string;
  endpoints: Endpoint[];
  total: number;
}

export interface HierarchyNode {
  node_id: string;
  url: string;
  title: string;
  /** `page`, `document`, `script` or `endpoint`. */
  kind: string;
  has_children: boolean;
}

export interface Hierarchy extends Receipt {
  success: boolean;
  url: string;
  total_nodes: number;
  root: HierarchyNode;
  children: HierarchyNode[];
}

export interface ExpandedNode {
  success: boolean;
  node: HierarchyNode;
  children: HierarchyNode[];
}

export interface ReaderView extends Receipt {
  success: boolean;
  url: string;
  title: string;
  /** Plain text with Markdown headings and lists; never HTML. */
  content: string;
  links: { url: string; text: string }[];
}

export interface Health {
  status: string;
  module: string;
  running: number;
  capacity: number;
}

/** A saved discovery configuration. */
export interface Session {
  session_id: string;
  name: string;
  /** Null where it was saved without one. */
  url: string | null;
  options: { max_requests?: number };
  job_id: string | null;
  status: Open<'active' | 'ended'>;
  created_at: string;
}

export interface SessionList {
  sessions: Session[];
  has_more: boolean;
  total: number;
}

/** What the client's own key may do. */
export interface KeyDescription {
  kind: Open<'live' | 'test' | 'jwt'>;
  organization_id: string;
  organization_name: string;
  plan: string;
  modules: { name: string; installed: boolean }[];
  access: Open<'read' | 'full'>;
  limits: { name: string; limit: number | null; remaining: number | null; reset_at?: string }[];
  expires_at: string | null;
  last4: string | null;
}

/** One limit of the `RateLimit` header of the latest answer. */
export interface RateLimit {
  name: string;
  remaining: number;
  /** Null where the limit never resets. */
  resetsInSeconds: number | null;
}
