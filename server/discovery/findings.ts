import type {
  ApiType,
  DiscoveryEvent,
  Endpoint,
  EndpointParameters,
} from '../../shared/discovery.ts';

/**
 * What a reader (of a document or of a script) believes it has seen. Readers are pure:
 * text in, candidates out; they never fetch, and they run in a worker.
 */
export interface Candidate {
  /** Upper case; `null` where the source does not tell. */
  method: string | null;
  /** Absolute URL template. Unknown parts are named: `https://shop.example/users/{id}`. No query string. */
  url: string;
  apiType: ApiType;
  parameters: EndpointParameters;
  /** By evidence: document 0.95, verified 0.9, typed call 0.8, through a wrapper 0.7, marked string 0.5, other 0.3. */
  confidence: number;
  /** URL of the file it was read from. */
  file: string;
  /** How it was read: `openapi`, `fetch-call`, `wrapper-call`, `html-form`, … */
  technique: string;
  /** Something unknown stood in front of the path: a base address, or nothing. */
  baseless?: boolean;
}

/** Another resource that a reader wants read, with why; the engine decides whether the budget allows it. */
export interface Lead {
  url: string;
  kind:
    | 'script'
    | 'openapi'
    | 'graphql'
    | 'asyncapi'
    | 'wsdl'
    | 'odata'
    | 'page'
    | 'source-map'
    | 'sitemap'
    | 'manifest'
    | 'api-catalog'
    | 'swagger-initializer'
    | 'wordpress'
    | 'text';
  /** Higher is read first. */
  priority: number;
}

export interface Reading {
  candidates: Candidate[];
  leads: Lead[];
}

/** Why a target may not be discovered: answered as 422 and never charged. */
export type RefusalCode =
  | 'invalid_url'
  | 'scheme_not_allowed'
  | 'userinfo_not_allowed'
  | 'port_not_allowed'
  | 'private_address'
  | 'blocked_host'
  | 'robots_disallowed';

/** Where reaching the target failed: answered as 502 and never charged. */
export type UnreachableStage = 'dns' | 'connect' | 'tls' | 'timeout' | 'http';

export type DiscoveryOutcome =
  | {
      kind: 'completed';
      endpoints: Endpoint[];
      /** Time or requests ran out before everything was read. */
      truncated: boolean;
      requestsMade: number;
    }
  | { kind: 'refused'; code: RefusalCode; detail: string }
  | { kind: 'unreachable'; stage: UnreachableStage; detail: string; httpStatus?: number }
  | { kind: 'cancelled'; endpoints: Endpoint[]; requestsMade: number };

export interface DiscoverInput {
  /** As the visitor wrote it: hostile until the guard has parsed it. */
  url: string;
  /** 1..200 */
  maxRequests: number;
  /** The run ends by itself this many ms after it began, with what it has. */
  budgetMs: number;
  signal: AbortSignal;
  /** Called in order; `started`, `done` and `error` are the caller's to send. Must not throw. */
  onEvent: (event: DiscoveryEvent & { type: 'progress' | 'endpoint_found' }) => void;
}

/** A page of a site, for the hierarchy. `children` are read in the same run, so that expanding a node fetches nothing. */
export interface SiteNode {
  node_id: string;
  url: string;
  title: string;
  kind: 'page' | 'document' | 'script' | 'endpoint';
  children: SiteNode[];
}

export type ReadOutcome<T> =
  | { kind: 'completed'; value: T }
  | Exclude<DiscoveryOutcome, { kind: 'completed' | 'cancelled' }>
  | { kind: 'cancelled' };

export interface ReaderView {
  url: string;
  title: string;
  /** Plain text with Markdown headings and lists; never HTML. */
  content: string;
  links: { url: string; text: string }[];
}

/** The discovery engine as the rest of the server sees it. It knows no HTTP server, no key, no storage. */
export interface DiscoveryEngine {
  discover(input: DiscoverInput): Promise<DiscoveryOutcome>;
  /** Reads one script and what it says about APIs. */
  analyzeBundle(input: Omit<DiscoverInput, 'maxRequests'>): Promise<DiscoveryOutcome>;
  /** The site's pages as a tree, at most 200 nodes and `maxRequests` requests. */
  readHierarchy(input: Omit<DiscoverInput, 'onEvent'>): Promise<ReadOutcome<SiteNode>>;
  readPage(input: Omit<DiscoverInput, 'onEvent' | 'maxRequests'>): Promise<ReadOutcome<ReaderView>>;
  /** Whether a URL may be asked for at all, as far as can be told without DNS. `null` is yes. */
  refuse(url: string): { code: RefusalCode; detail: string } | null;
  close(): Promise<void>;
}
