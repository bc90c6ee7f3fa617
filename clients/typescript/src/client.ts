import { ConfigurationError } from './errors.ts';
import { checkHeader, checkPath, segment } from './path.ts';
import { Skanyr } from './skanyr.ts';
import { Transport, type CallOptions, type RawResponse, type Request } from './transport.ts';
import type { KeyDescription, RateLimit } from './types.ts';

export interface KloakdOptions {
  /** By default the variable `KLOAKD_API_KEY`. */
  apiKey?: string | undefined;
  /** UUID; by default the variable `KLOAKD_ORG_ID`. */
  organizationId?: string | undefined;
  /** Origin of the service; by default the variable `KLOAKD_BASE_URL`. */
  baseUrl?: string | undefined;
  /** For a whole call with its retries, in milliseconds. By default 90,000: longer than any discovery. */
  timeoutMs?: number | undefined;
  /** How often a call that failed is tried again; by default 2. */
  maxRetries?: number | undefined;
  fetch?: typeof globalThis.fetch | undefined;
}

const TIMEOUT_MS = 90_000;
const RETRIES_MAX = 2;

/** A client of the API, for one key and one organization. */
export class Kloakd {
  readonly organizationId: string;
  readonly baseUrl: string;
  readonly skanyr: Skanyr;
  readonly #transport: Transport;

  /** @throws ConfigurationError without a key, an organization or a base URL */
  constructor(options: KloakdOptions = {}) {
    const apiKey = options.apiKey ?? variable('KLOAKD_API_KEY');
    const organizationId = options.organizationId ?? variable('KLOAKD_ORG_ID');
    if (!apiKey || !organizationId) {
      throw new ConfigurationError(
        'Give apiKey and organizationId, or set the variables KLOAKD_API_KEY and KLOAKD_ORG_ID.',
      );
    }
    checkHeader('apiKey', apiKey);
    checkHeader('organizationId', organizationId);
    this.organizationId = organizationId;
    this.baseUrl = readBaseUrl(options.baseUrl ?? variable('KLOAKD_BASE_URL'));
    this.#transport = new Transport({
      apiKey,
      organizationId,
      baseUrl: this.baseUrl,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      maxRetries: options.maxRetries ?? RETRIES_MAX,
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    });
    this.skanyr = new Skanyr(this.#transport, this.#organizationPath());
  }

  /** The limits that the latest answer told. */
  get rateLimits(): readonly RateLimit[] {
    return this.#transport.rateLimits;
  }

  /** What this client's own key may do. Costs nothing. */
  async key(options: CallOptions = {}): Promise<KeyDescription> {
    const { body } = await this.request({ ...options, method: 'GET', path: '/api/v1/key' });
    return body as KeyDescription;
  }

  /** Calls another module, or a route that this version does not know: the path is below `…/{organization}/{module}`. */
  async module(name: string, request: Request): Promise<RawResponse> {
    checkPath(request.path);
    const path = `${this.#organizationPath()}/${segment(name)}${request.path}`;
    return this.request({ ...request, path });
  }

  /** Any call, with its status and headers. The path is below the base URL. */
  request(request: Request): Promise<RawResponse> {
    return this.#transport.request(request);
  }

  #organizationPath(): string {
    return `/api/v1/organizations/${segment(this.organizationId)}`;
  }
}

/** Reads a variable where there are any: browsers have none. */
function variable(name: string): string | undefined {
  const { process } = globalThis as {
    process?: { env?: Record<string, string | undefined> };
  };
  return process?.env?.[name];
}

function readBaseUrl(text: string | undefined): string {
  if (!text) {
    throw new ConfigurationError(
      'Give baseUrl, the origin of the service, or set the variable KLOAKD_BASE_URL.',
    );
  }
  const url = URL.parse ? URL.parse(text) : new URL(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ConfigurationError(`baseUrl is ${JSON.stringify(text)}, but must be an http(s) URL.`);
  }
  return url.href.replace(/\/+$/, '');
}
