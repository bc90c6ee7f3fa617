/**
 * The public types of the engine. `discover.ts` exports them again: import them from there.
 * They are the engine's own; a service that sends findings over a network translates them into its own format.
 */

/** The kind of HTTP interface that an endpoint belongs to. */
export type ApiType = 'rest' | 'graphql' | 'websocket' | 'sse' | 'rpc' | 'soap' | 'odata';

/** Parameter names by place; `body` maps a key to what is known of its type, such as `"string"`. */
export interface EndpointParameters {
  path: string[];
  query: string[];
  body: Record<string, unknown>;
}

/** One place that a finding was read from. */
export interface Evidence {
  /** URL of the document or script that it was read from. */
  file: string;
  /** How it was read, such as `openapi` or `fetch-call`. */
  technique: string;
}

/** One operation of an API. */
export interface Finding {
  /** Upper case. */
  method: string;
  /** Absolute URL without query; unknown parts are named, as in `https://shop.example/users/{id}`. */
  url: string;
  apiType: ApiType;
  /** 0..1 */
  confidence: number;
  parameters: EndpointParameters;
  /** At most ten pieces. */
  evidence: Evidence[];
}

/** The phases of a run, in their order. */
export const PHASES = [
  'calibrate',
  'linked_documents',
  'well_known',
  'scripts',
  'more',
  'verify',
] as const;
export type Phase = (typeof PHASES)[number];

/** Why a target may not be discovered. */
export type RefusalCode =
  | 'invalid_url'
  | 'scheme_not_allowed'
  | 'userinfo_not_allowed'
  | 'port_not_allowed'
  | 'private_address'
  | 'blocked_host'
  | 'robots_disallowed';

/** Where reaching the target failed. */
export type UnreachableStage = 'dns' | 'connect' | 'tls' | 'timeout' | 'http';

export interface Refused {
  kind: 'refused';
  code: RefusalCode;
  /** An English sentence for a person. */
  detail: string;
}

export interface Unreachable {
  kind: 'unreachable';
  stage: UnreachableStage;
  /** An English sentence for a person. */
  detail: string;
  httpStatus?: number;
}

/** How a run ended. */
export type Outcome =
  | {
      kind: 'completed';
      findings: Finding[];
      /** Time or requests ran out before everything was read. */
      truncated: boolean;
      requestsMade: number;
    }
  | Refused
  | Unreachable
  | { kind: 'cancelled'; findings: Finding[]; requestsMade: number };

export interface Progress {
  kind: 'progress';
  phase: Phase;
  requestsMade: number;
  requestsMax: number;
  elapsedMs: number;
}

/** An operation that is sure enough to be shown before the run has ended. Each is announced once. */
export interface Found {
  kind: 'found';
  finding: Finding;
}

/**
 * What a run reports while it goes on, and at last how it ended. The findings of the outcome are the result. Those that
 * were announced are among them, perhaps with more evidence by then.
 */
export type RunEvent = Progress | Found | { kind: 'ended'; outcome: Outcome };

export interface ReadOptions {
  /** The run ends by itself after this time, with what it has. */
  budgetMs: number;
  /** Cancels the run. */
  signal: AbortSignal;
}

export interface DiscoverOptions extends ReadOptions {
  /** 1..200 */
  requestsMax: number;
}

export type ReadOutcome<T> =
  | { kind: 'completed'; value: T }
  | Refused
  | Unreachable
  | { kind: 'cancelled' };

/** A page of a site and what it links to. The scripts, documents and endpoints under it were not requested. */
export interface SitePage {
  url: string;
  title: string;
  kind: 'page' | 'document' | 'script' | 'endpoint';
  children: SitePage[];
}

/** One page as text. */
export interface ReaderView {
  url: string;
  title: string;
  /** Plain text with Markdown headings and lists; never HTML. */
  content: string;
  links: { url: string; text: string }[];
}

/** Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

export interface Engine {
  /**
   * Finds the HTTP APIs behind a URL. The run begins when its first event is asked for, and is cancelled when
   * the loop over its events is left. The last event is `ended`. A fault of the engine's own is thrown.
   * @param url as a visitor wrote it: the guard parses it.
   */
  discover(url: string, options: DiscoverOptions): AsyncIterable<RunEvent>;
  /** The same for one page, its scripts and the documents that it names: no other page of the site is read. */
  discoverPage(url: string, options: DiscoverOptions): AsyncIterable<RunEvent>;
  /** Reads one script and what it says about APIs, with what the scripts beside it define. */
  readScript(url: string, options: ReadOptions): AsyncIterable<RunEvent>;
  /** The pages of a site as a tree of at most 200 nodes. */
  readHierarchy(url: string, options: DiscoverOptions): Promise<ReadOutcome<SitePage>>;
  readPage(url: string, options: ReadOptions): Promise<ReadOutcome<ReaderView>>;
  /** Why a URL may not be asked for, as far as can be told without DNS; `null` where it may. */
  refuse(url: string): Refused | null;
  close(): Promise<void>;
}
