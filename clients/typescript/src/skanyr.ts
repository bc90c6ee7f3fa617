import { segment } from './path.ts';
import { streamEvents } from './stream.ts';
import type { CallOptions, Request, Transport } from './transport.ts';
import type {
  ApiMap,
  DetectedApis,
  Discovery,
  DiscoveryEvent,
  DiscoveryJob,
  Endpoint,
  ExpandedNode,
  Health,
  Hierarchy,
  ReaderView,
  Session,
  SessionList,
} from './types.ts';

export interface DiscoverOptions extends CallOptions {
  /** Requests that the discovery may make, 1 to 200. */
  maxRequests?: number | undefined;
  siteHierarchyArtifactId?: string | undefined;
  sessionArtifactId?: string | undefined;
}

export interface PageOptions {
  /** Endpoints on a page, 1 to 1,000; by default 100. */
  limit?: number | undefined;
  offset?: number | undefined;
}

/** Discovery: find the HTTP APIs behind a URL. */
export class Skanyr {
  readonly sessions: Sessions;
  readonly #transport: Transport;
  readonly #base: string;

  constructor(transport: Transport, base: string) {
    this.#transport = transport;
    this.#base = `${base}/skanyr`;
    this.sessions = new Sessions(transport, `${this.#base}/sessions`);
  }

  /** Runs a discovery, or reads a page of one that ran within the last hour. Costs one discovery, its pages nothing. */
  discover(url: string, options: DiscoverOptions & PageOptions = {}): Promise<Discovery> {
    return this.#post('/discover', discoverBody(url, options), options);
  }

  /**
   * Every endpoint of a discovery, page by page. All pages carry one Idempotency-Key, so that a slow reader is not
   * charged for a second discovery.
   */
  async *endpoints(
    url: string,
    options: DiscoverOptions & Pick<PageOptions, 'limit'> = {},
  ): AsyncGenerator<Endpoint, void, undefined> {
    const idempotencyKey = options.idempotencyKey ?? newKey();
    let offset = 0;
    for (;;) {
      const page = await this.discover(url, { ...options, idempotencyKey, offset });
      yield* page.endpoints;
      offset += page.endpoints.length;
      if (!page.has_more || page.endpoints.length === 0) return;
    }
  }

  /** Runs a discovery and yields its events as they come. */
  stream(url: string, options: DiscoverOptions = {}): AsyncGenerator<DiscoveryEvent, void> {
    return this.#stream({
      ...callOf(options),
      method: 'POST',
      path: `${this.#base}/discover/stream`,
      body: discoverBody(url, { ...options, sessionArtifactId: undefined }),
      idempotencyKey: options.idempotencyKey ?? newKey(),
    });
  }

  /** The events of a discovery that runs or has ended, from the first. Costs nothing. */
  follow(discoveryId: string, options: CallOptions = {}): AsyncGenerator<DiscoveryEvent, void> {
    return this.#stream({ ...callOf(options), method: 'GET', path: this.#eventsPath(discoveryId) });
  }

  get(discoveryId: string, options: CallOptions = {}): Promise<DiscoveryJob> {
    return this.#get(`/discover/${segment(discoveryId)}`, options);
  }

  /** The same as `get`: a discovery's ID is its job's. */
  job(jobId: string, options: CallOptions = {}): Promise<DiscoveryJob> {
    return this.#get(`/jobs/${segment(jobId)}`, options);
  }

  async events(discoveryId: string, options: CallOptions = {}): Promise<DiscoveryEvent[]> {
    const path = `/discover/${segment(discoveryId)}/events`;
    const { events } = await this.#get<{ events: Omit<DiscoveryEvent, 'id'>[] }>(path, options);
    return events.map((event, index) => ({ ...event, id: index + 1 }));
  }

  apiMap(artifactId: string, options: CallOptions = {}): Promise<ApiMap> {
    return this.#get(`/api-map/${segment(artifactId)}`, options);
  }

  /** The stored discovery as an OpenAPI 3.1 document. */
  openApi(artifactId: string, options: CallOptions = {}): Promise<Record<string, unknown>> {
    const path = `/api-map/${segment(artifactId)}`;
    return this.#get(path, options, { format: 'openapi' });
  }

  /** What this organization has stored about a page. */
  detectedApis(pageUrl: string, options: CallOptions = {}): Promise<DetectedApis> {
    return this.#get('/detected-apis', options, { page_url: pageUrl });
  }

  /** Reads what one script says about APIs. Costs one discovery. */
  analyzeBundle(url: string, options: CallOptions = {}): Promise<Discovery> {
    return this.#post('/analyze-bundle', { url }, options);
  }

  /** Discovers one page and what it loads, not the site. Costs one discovery. */
  discoverPage(url: string, options: CallOptions = {}): Promise<Discovery> {
    return this.#post('/discover-page/live', { url }, options);
  }

  /** Reads a site's pages as a tree. Costs one discovery. */
  hierarchy(url: string, options: CallOptions = {}): Promise<Hierarchy> {
    return this.#post('/hierarchy', { url }, options);
  }

  /** Reads a page as plain text. Costs one discovery. */
  readerView(url: string, options: CallOptions = {}): Promise<ReaderView> {
    return this.#post('/reader-view', { url }, options);
  }

  expandNode(nodeId: string, options: CallOptions = {}): Promise<ExpandedNode> {
    return this.#post('/expand-node', { node_id: nodeId }, options);
  }

  /** Runs a discovery again. Costs nothing where the first one was given back. */
  retry(
    discoveryId: string,
    options: { url?: string | undefined; maxRequests?: number | undefined } & PageOptions &
      CallOptions = {},
  ): Promise<Discovery> {
    const { url, maxRequests, limit, offset } = options;
    const body = { discovery_id: discoveryId, url, max_requests: maxRequests, limit, offset };
    return this.#post('/retry', body, options);
  }

  health(options: CallOptions = {}): Promise<Health> {
    return this.#get('/health', options);
  }

  #eventsPath(discoveryId: string): string {
    return `${this.#base}/discover/${segment(discoveryId)}/events`;
  }

  #stream(request: Request): AsyncGenerator<DiscoveryEvent, void> {
    const headers = { accept: 'text/event-stream' };
    return streamEvents(this.#transport, { ...request, headers }, (id) => this.#eventsPath(id));
  }

  async #get<T>(path: string, options: CallOptions, query: Request['query'] = {}): Promise<T> {
    const request = { ...callOf(options), method: 'GET', path: `${this.#base}${path}`, query };
    return (await this.#transport.request(request)).body as T;
  }

  async #post<T>(path: string, body: unknown, options: CallOptions): Promise<T> {
    const request = {
      ...callOf(options),
      method: 'POST',
      path: `${this.#base}${path}`,
      body,
      idempotencyKey: options.idempotencyKey ?? newKey(),
    };
    return (await this.#transport.request(request)).body as T;
  }
}

/** Saved discovery configurations. Saving, ending and deleting needs a live key. */
export class Sessions {
  readonly #transport: Transport;
  readonly #base: string;

  constructor(transport: Transport, base: string) {
    this.#transport = transport;
    this.#base = base;
  }

  list(options: PageOptions & CallOptions = {}): Promise<SessionList> {
    const { limit, offset } = options;
    return this.#send('GET', '', options, { query: { limit, offset } });
  }

  get(sessionId: string, options: CallOptions = {}): Promise<Session> {
    return this.#send('GET', `/${segment(sessionId)}`, options);
  }

  create(
    session: {
      url?: string | undefined;
      name?: string | undefined;
      maxRequests?: number | undefined;
    },
    options: CallOptions = {},
  ): Promise<Session> {
    const { url, name, maxRequests } = session;
    const configuration = maxRequests === undefined ? undefined : { max_requests: maxRequests };
    return this.#send('POST', '', options, { body: { url, name, options: configuration } });
  }

  async delete(sessionId: string, options: CallOptions = {}): Promise<void> {
    await this.#send('DELETE', `/${segment(sessionId)}`, options);
  }

  end(sessionId: string, options: CallOptions = {}): Promise<Session> {
    return this.#send('POST', `/${segment(sessionId)}/end`, options);
  }

  /** Ties a session to a discovery. */
  setJob(sessionId: string, jobId: string, options: CallOptions = {}): Promise<Session> {
    const path = `/${segment(sessionId)}/job`;
    return this.#send('PATCH', path, options, { body: { job_id: jobId } });
  }

  async #send<T>(
    method: string,
    path: string,
    options: CallOptions,
    rest: Pick<Request, 'body' | 'query'> = {},
  ): Promise<T> {
    const request = { ...callOf(options), ...rest, method, path: `${this.#base}${path}` };
    return (await this.#transport.request(request)).body as T;
  }
}

function discoverBody(url: string, options: DiscoverOptions & PageOptions) {
  return {
    url,
    max_requests: options.maxRequests,
    limit: options.limit,
    offset: options.offset,
    site_hierarchy_artifact_id: options.siteHierarchyArtifactId,
    session_artifact_id: options.sessionArtifactId,
  };
}

function callOf({ signal, timeoutMs, idempotencyKey }: CallOptions): CallOptions {
  return {
    ...(signal ? { signal } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

const newKey = (): string => globalThis.crypto.randomUUID();
