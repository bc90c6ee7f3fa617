export { Kloakd, type KloakdOptions } from './client.ts';
export type { ErrorCode } from './codes.ts';
export {
  ApiError,
  ApiStatusError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  ForbiddenError,
  KloakdError,
  NotEntitledError,
  NotFoundError,
  RateLimitError,
  TimeoutError,
  UpstreamError,
  ValidationError,
  type ErrorBody,
} from './errors.ts';
export type { Sessions, Skanyr, DiscoverOptions, PageOptions } from './skanyr.ts';
export type { CallOptions, RawResponse, Request } from './transport.ts';
export type * from './types.ts';
export { VERSION } from './version.ts';
