import {
  ConnectionError,
  errorOf,
  KloakdError,
  readRetryAfter,
  TimeoutError,
  type ErrorBody,
} from './errors.ts';
import { checkPath } from './path.ts';
import type { RateLimit } from './types.ts';
import { VERSION } from './version.ts';

/** What every call takes. */
export interface CallOptions {
  /** Ends the call, and closes its connection. */
  signal?: AbortSignal | undefined;
  /** For the whole call with its retries, in milliseconds; for a stream, the longest silence. */
  timeoutMs?: number | undefined;
  /** Makes a repeated call return the first one's result, uncharged. By default made anew for each POST and PATCH. */
  idempotencyKey?: string | undefined;
}

export interface Request extends CallOptions {
  method: string;
  /** Below the base URL, beginning with a slash. */
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** An answer as it came, with its body read. */
export interface RawResponse {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface TransportOptions {
  baseUrl: string;
  apiKey: string;
  organizationId: string;
  timeoutMs: number;
  maxRetries: number;
  fetch: typeof globalThis.fetch;
}

/** Larger than any answer of the service. A server that sends without end is cut off here. */
const BODY_BYTES_MAX = 32 * 1024 * 1024;
const BACKOFF_MS = 500;
const BACKOFF_MAX_MS = 8_000;
const RETRIED: ReadonlySet<number> = new Set([408, 502, 503, 504]);

/** Sends requests: credentials, deadlines, retries, and errors as exceptions. */
export class Transport {
  readonly #options: TransportOptions;
  #rateLimits: readonly RateLimit[] = [];

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** The limits that the latest answer told. */
  get rateLimits(): readonly RateLimit[] {
    return this.#rateLimits;
  }

  get timeoutMs(): number {
    return this.#options.timeoutMs;
  }

  /** The request with a key of its own, where a repetition could do twice what was asked for once. */
  static withKey(request: Request): Request {
    const isRepeatable = !/^(?:POST|PATCH)$/i.test(request.method);
    if (isRepeatable || request.idempotencyKey !== undefined) return request;
    return { ...request, idempotencyKey: newKey() };
  }

  /** @throws KloakdError; the signal's reason where the caller's own signal ended the call */
  async request(request: Request): Promise<RawResponse> {
    const deadline = new Deadline(request.timeoutMs ?? this.#options.timeoutMs, request.signal);
    try {
      const response = await this.open(Transport.withKey(request), deadline);
      const body = await readJson(response, deadline);
      return { status: response.status, headers: response.headers, body };
    } finally {
      deadline.end();
    }
  }

  /** Sends a request, again where that may help, and resolves with an answer of 2xx whose body is not read yet. */
  async open(request: Request, deadline: Deadline): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const failure = await this.#attempt(request, deadline);
      if (failure instanceof Response) return failure;
      const waitMs = failure.waitMs(attempt);
      const isLast = attempt >= this.#options.maxRetries || waitMs === null;
      // Waiting past the deadline would only end in a timeout that says less.
      if (isLast || waitMs >= deadline.restMs()) throw failure.error;
      await deadline.sleep(waitMs);
    }
  }

  async #attempt(request: Request, deadline: Deadline): Promise<Response | Failure> {
    const url = this.#url(request);
    let response: Response;
    try {
      response = await this.#options.fetch(url, {
        method: request.method,
        headers: this.#headers(request),
        // A redirect would send the key to whatever address it names.
        redirect: 'manual',
        signal: deadline.signal,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
    } catch (error) {
      deadline.throwIfOver();
      const failed = new ConnectionError('The service could not be reached.', { cause: error });
      return { error: failed, waitMs: backoffMs };
    }
    this.#rateLimits = readRateLimits(response.headers) ?? this.#rateLimits;
    if (response.ok) return response;
    const error = errorOf(
      response.status,
      await readErrorBody(response, deadline),
      response.headers,
    );
    return { error, waitMs: (attempt) => retryWaitMs(response, attempt) };
  }

  #url({ path, query = {} }: Request): string {
    checkPath(path);
    const parameters = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const search = parameters.length === 0 ? '' : `?${new URLSearchParams(parameters).toString()}`;
    return `${this.#options.baseUrl}${path}${search}`;
  }

  #headers(request: Request): Record<string, string> {
    return {
      accept: 'application/json',
      authorization: `Bearer ${this.#options.apiKey}`,
      'x-kloakd-organization': this.#options.organizationId,
      // Browsers keep their own.
      'user-agent': `kloakd-typescript/${VERSION}`,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(request.idempotencyKey === undefined
        ? {}
        : { 'idempotency-key': request.idempotencyKey }),
      ...lowerCase(request.headers ?? {}),
    };
  }
}

/** As the client's own are written: two spellings of one header would be sent as two values. */
const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

interface Failure {
  error: KloakdError;
  /** How long to wait before the next attempt; null: do not try again. */
  waitMs(attempt: number): number | null;
}

export const newKey = (): string => globalThis.crypto.randomUUID();

/** Exponential, with full jitter, so that many clients do not come back at the same moment. */
const backoffMs = (attempt: number): number =>
  Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** attempt);

function retryWaitMs({ status, headers }: Response, attempt: number): number | null {
  const retryAfterSeconds = readRetryAfter(headers);
  // A 429 without a time to wait is permanent: a spent lifetime quota.
  if (status === 429) return retryAfterSeconds === null ? null : retryAfterSeconds * 1000;
  if (!RETRIED.has(status)) return null;
  return retryAfterSeconds === null ? backoffMs(attempt) : retryAfterSeconds * 1000;
}

/** The time that a call may take, and the caller's own signal, as one signal. */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #leave: () => void;
  readonly #timeoutMs: number;
  #endsAtMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isTimeout = false;

  constructor(timeoutMs: number, caller?: AbortSignal) {
    this.signal = this.#controller.signal;
    this.#caller = caller;
    this.#timeoutMs = timeoutMs;
    this.#leave = () => this.#controller.abort(caller?.reason);
    caller?.addEventListener('abort', this.#leave, { once: true });
    if (caller?.aborted) this.#leave();
    this.restart();
  }

  /** Begins the time anew: something was heard. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#endsAtMs = Date.now() + this.#timeoutMs;
    this.#timer = setTimeout(() => {
      this.#isTimeout = true;
      this.#controller.abort();
    }, this.#timeoutMs);
  }

  /** Stops the time while the caller works: only the service's silence counts. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  restMs(): number {
    return this.#endsAtMs - Date.now();
  }

  throwIfOver(): void {
    if (this.#caller?.aborted) throw this.#caller.reason;
    if (this.#isTimeout) {
      throw new TimeoutError(`The call took longer than ${this.#timeoutMs} ms.`);
    }
  }

  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
    this.throwIfOver();
  }

  /** Closes what is still open, and lets go of the timer and the caller's signal. */
  end(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#leave);
    this.#controller.abort();
  }
}

async function readJson(response: Response, deadline: Deadline): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await readText(response, deadline);
  const isJson = /[/+]json\b/i.test(response.headers.get('content-type') ?? '');
  const body = isJson ? parse(text) : undefined;
  if (body !== undefined) return body;
  throw errorOf(
    response.status,
    {
      error: 'ApiError',
      detail: 'The answer is not JSON: something between you and the service answered instead.',
    },
    response.headers,
  );
}

async function readErrorBody(response: Response, deadline: Deadline): Promise<ErrorBody> {
  // An error page may be cut off as well: then the status is all that is known.
  const text = await readText(response, deadline).catch((error: unknown) => {
    deadline.throwIfOver();
    return error instanceof KloakdError ? '' : '';
  });
  const body = parse(text);
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as ErrorBody)
    : {};
}

async function readText(response: Response, deadline: Deadline): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > BODY_BYTES_MAX) throw new ConnectionError('The answer is larger than 32 MiB.');
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    deadline.throwIfOver();
    if (error instanceof KloakdError) throw error;
    throw new ConnectionError('The answer was cut off.', { cause: error });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads `RateLimit: "lifetime";r=7, "burst";r=58;t=41` (draft-ietf-httpapi-ratelimit-headers-11). */
function readRateLimits(headers: Headers): RateLimit[] | null {
  const header = headers.get('ratelimit');
  if (header === null) return null;
  return [...header.matchAll(/"([^"]{1,100})"((?:;\w+=[^;,]*)*)/g)].flatMap(
    ([, name = '', text = '']) => {
      const remaining = /;r=(\d+)/.exec(text)?.[1];
      const resets = /;t=(\d+)/.exec(text)?.[1];
      if (remaining === undefined) return [];
      return [
        {
          name,
          remaining: Number(remaining),
          resetsInSeconds: resets === undefined ? null : Number(resets),
        },
      ];
    },
  );
}
