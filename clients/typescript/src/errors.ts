import type { ErrorCode } from './codes.ts';

/** The error object of the API, as it came. Members that the service adds later are kept. */
export interface ErrorBody {
  error?: string;
  code?: string;
  status?: number;
  title?: string;
  detail?: string;
  request_id?: string;
  field?: string;
  charged?: boolean;
  module?: string;
  upgrade_url?: string;
  retry_after?: number;
  reset_at?: string;
  [member: string]: unknown;
}

/** Anything that this client throws, but a `TypeError` for an argument that cannot be sent. */
export class KloakdError extends Error {
  override name = 'KloakdError';
}

/** The client was made without a key or an organization. */
export class ConfigurationError extends KloakdError {
  override name = 'ConfigurationError';
}

/** No answer came: the connection failed or was cut. */
export class ConnectionError extends KloakdError {
  override name = 'ConnectionError';
}

/** The call took longer than its `timeoutMs`. */
export class TimeoutError extends KloakdError {
  override name = 'TimeoutError';
}

/** The service answered with an error. One subclass for each class of the API's error table. */
export class ApiStatusError extends KloakdError {
  override name = 'ApiStatusError';
  /** HTTP status; 0 where an event of a stream told the error. */
  readonly status: number;
  /** What a program switches on, such as `lifetime_quota_exhausted`; empty where the answer was not the API's own. */
  readonly code: ErrorCode | (string & {});
  /** Give it to the operator of the service; empty where the answer has none. */
  readonly requestId: string;
  /** Seconds; null where waiting does not help. */
  readonly retryAfterSeconds: number | null;
  readonly upgradeUrl: string | null;
  /** Whether the call cost a discovery; null where the answer does not say. */
  readonly charged: boolean | null;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody, headers: Headers | null) {
    super(messageOf(status, body));
    this.status = status;
    this.body = body;
    this.code = typeof body.code === 'string' ? body.code : '';
    this.requestId =
      typeof body.request_id === 'string' ? body.request_id : (headers?.get('x-request-id') ?? '');
    this.retryAfterSeconds = readRetryAfter(headers) ?? positive(body.retry_after);
    this.upgradeUrl = typeof body.upgrade_url === 'string' ? body.upgrade_url : null;
    this.charged = typeof body.charged === 'boolean' ? body.charged : null;
  }
}

/** 400, 413, 415, 422: something in the request is wrong; `field` names it where the service knows. */
export class ValidationError extends ApiStatusError {
  override name = 'ValidationError';
  get field(): string | null {
    return typeof this.body.field === 'string' ? this.body.field : null;
  }
}
/** 401: the key is missing, unknown, revoked or expired. */
export class AuthenticationError extends ApiStatusError {
  override name = 'AuthenticationError';
}
/** 403: another organization's resource, or a read-only key on a write. */
export class ForbiddenError extends ApiStatusError {
  override name = 'ForbiddenError';
}
/** 403: the plan does not include the module. */
export class NotEntitledError extends ApiStatusError {
  override name = 'NotEntitledError';
  get module(): string | null {
    return typeof this.body.module === 'string' ? this.body.module : null;
  }
}
/** 404: no such route, or no such resource in this organization. */
export class NotFoundError extends ApiStatusError {
  override name = 'NotFoundError';
}
/** 429: a short window or a quota is used up. Where `retryAfterSeconds` is null, waiting does not help. */
export class RateLimitError extends ApiStatusError {
  override name = 'RateLimitError';
}
/** 502: the target site could not be reached. It was not charged. */
export class UpstreamError extends ApiStatusError {
  override name = 'UpstreamError';
  /** `dns`, `connect`, `tls`, `timeout` or `http`. */
  get stage(): string | null {
    return typeof this.body['stage'] === 'string' ? this.body['stage'] : null;
  }
}
/** Any other error of the service. */
export class ApiError extends ApiStatusError {
  override name = 'ApiError';
}

const BY_CLASS: Readonly<Record<string, typeof ApiStatusError>> = {
  ValidationError,
  AuthenticationError,
  ForbiddenError,
  NotEntitledError,
  NotFoundError,
  RateLimitError,
  UpstreamError,
  ApiError,
};

const BY_STATUS: Readonly<Record<number, typeof ApiStatusError>> = {
  400: ValidationError,
  401: AuthenticationError,
  403: ForbiddenError,
  404: NotFoundError,
  413: ValidationError,
  415: ValidationError,
  422: ValidationError,
  429: RateLimitError,
  502: UpstreamError,
  504: UpstreamError,
};

/** Makes the error of an answer. A class that this version does not know becomes the status's own. */
export function errorOf(status: number, body: ErrorBody, headers: Headers | null): ApiStatusError {
  const known = BY_CLASS[body.error ?? ''] ?? BY_STATUS[status] ?? ApiError;
  return new known(status, body, headers);
}

function messageOf(status: number, body: ErrorBody): string {
  const said = typeof body.detail === 'string' ? body.detail : body.title;
  const code = typeof body.code === 'string' ? ` [${body.code}]` : '';
  return `${said ?? `The service answered with status ${status}.`}${code}`;
}

const positive = (value: unknown): number | null =>
  typeof value === 'number' && value > 0 ? value : null;

/** The header in seconds (RFC 9110, section 10.2.3); null where there is none, or it is no positive number. */
export function readRetryAfter(headers: Headers | null): number | null {
  const text = headers?.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(text)) return positive(Number(text));
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : positive(Math.ceil((atMs - Date.now()) / 1000));
}
