import { pathOf } from './path.ts';
import { streamEvents } from './stream.ts';
import { newKey, type CallOptions, type Request, type Transport } from './transport.ts';
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
    return this.#post(['discover'], discoverBody(url, options), options);
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
    const body = discoverBody(url, { ...options, sessionArtifactId: undefined });
    return this.#stream('POST', ['discover', 'stream'], options, body);
  }

  /** Discovers one page and what it loads, and yields the events as they come. Costs one discovery. */
  streamPage(url: string, options: CallOptions = {}): AsyncGenerator<DiscoveryEvent, void> {
    return this.#stream('POST', PAGE, options, { url });
  }

  /** The events of a discovery that runs or has ended, from the first. Costs nothing. */
  follow(discoveryId: string, options: CallOptions = {}): AsyncGenerator<DiscoveryEvent, void> {
    return this.#stream('GET', eventsOf(discoveryId), options);
  }

  get(discoveryId: string, options: CallOptions = {}): Promise<DiscoveryJob> {
    return this.#get(['discover', discoveryId], options);
  }

  /** The same as `get`: a discovery's ID is its job's. */
  job(jobId: string, options: CallOptions = {}): Promise<DiscoveryJob> {
    return this.#get(['jobs', jobId], options);
  }

  /** The events of a discovery until now. */
  async events(discoveryId: string, options: CallOptions = {}): Promise<DiscoveryEvent[]> {
    const path = eventsOf(discoveryId);
    const { events } = await this.#get<{ events: DiscoveryEvent[] }>(path, options);
    return events.map((event) => ({ ...event, id: event.id ?? null }));
  }

  apiMap(artifactId: string, options: CallOptions = {}): Promise<ApiMap> {
    return this.#get(['api-map', artifactId], options);
  }

  /** The stored discovery as an OpenAPI 3.1 document. */
  openApi(artifactId: string, options: CallOptions = {}): Promise<Record<string, unknown>> {
    return this.#get(['api-map', artifactId], options, { format: 'openapi' });
  }

  /** What this organization has stored about a page. */
  detectedApis(pageUrl: string, options: CallOptions = {}): Promise<DetectedApis> {
    return this.#get(['detected-apis'], options, { page_url: pageUrl });
  }

  /** Reads what one script says about APIs. Costs one discovery. */
  analyzeBundle(url: string, options: CallOptions = {}): Promise<Discovery> {
    return this.#post(['analyze-bundle'], { url }, options);
  }

  /** Discovers one page and what it loads, not the site. Costs one discovery. */
  discoverPage(url: string, options: CallOptions = {}): Promise<Discovery> {
    return this.#post(PAGE, { url }, options);
  }

  /** Reads a site's pages as a tree. Costs one discovery. */
  hierarchy(url: string, options: CallOptions = {}): Promise<Hierarchy> {
    return this.#post(['hierarchy'], { url }, options);
  }

  /** Reads a page as plain text. Costs one discovery. */
  readerView(url: string, options: CallOptions = {}): Promise<ReaderView> {
    return this.#post(['reader-view'], { url }, options);
  }

  expandNode(nodeId: string, options: CallOptions = {}): Promise<ExpandedNode> {
    return this.#post(['expand-node'], { node_id: nodeId }, options);
  }

  /** Runs a discovery again. Costs nothing where the first one was given back. */
  retry(
    discoveryId: string,
    options: { url?: string | undefined; maxRequests?: number | undefined } & PageOptions &
      CallOptions = {},
  ): Promise<Discovery> {
    const { url, maxRequests, limit, offset } = options;
    const body = { discovery_id: discoveryId, url, max_requests: maxRequests, limit, offset };
    return this.#post(['retry'], body, options);
  }

  health(options: CallOptions = {}): Promise<Health> {
    return this.#get(['health'], options);
  }

  async *#stream(
    method: string,
    path: Path,
    options: CallOptions,
    body?: unknown,
  ): AsyncGenerator<DiscoveryEvent, void> {
    const headers = { accept: 'text/event-stream' };
    const first = { ...callOf(options), method, path: pathOf(this.#base, path), headers, body };
    yield* streamEvents(this.#transport, first, (id) => pathOf(this.#base, eventsOf(id)));
  }

  async #get<T>(path: Path, options: CallOptions, query: Request['query'] = {}): Promise<T> {
    const request = { ...callOf(options), method: 'GET', path: pathOf(this.#base, path), query };
    return (await this.#transport.request(request)).body as T;
  }

  async #post<T>(path: Path, body: unknown, options: CallOptions): Promise<T> {
    const request = { ...callOf(options), method: 'POST', path: pathOf(this.#base, path), body };
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
    return this.#send('GET', [], options, { query: { limit, offset } });
  }

  get(sessionId: string, options: CallOptions = {}): Promise<Session> {
    return this.#send('GET', [sessionId], options);
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
    return this.#send('POST', [], options, { body: { url, name, options: configuration } });
  }

  async delete(sessionId: string, options: CallOptions = {}): Promise<void> {
    await this.#send('DELETE', [sessionId], options);
  }

  end(sessionId: string, options: CallOptions = {}): Promise<Session> {
    return this.#send('POST', [sessionId, 'end'], options);
  }

  /** Ties a session to a discovery. */
  setJob(sessionId: string, jobId: string, options: CallOptions = {}): Promise<Session> {
    return this.#send('PATCH', [sessionId, 'job'], options, { body: { job_id: jobId } });
  }

  async #send<T>(
    method: string,
    path: Path,
    options: CallOptions,
    rest: Pick<Request, 'body' | 'query'> = {},
  ): Promise<T> {
    const request = { ...callOf(options), ...rest, method, path: pathOf(this.#base, path) };
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

/** Segments below the module's path. */
type Path = readonly string[];

const PAGE: Path = ['discover-page', 'live'];
const eventsOf = (discoveryId: string): Path => ['discover', discoveryId, 'events'];
