import type { Dial } from './checked-connect.ts';
import type { Failure } from './failure.ts';
import type { AllowedPrivateTargets } from './private-targets.ts';
import type { Resolve } from './resolve.ts';
import type { Refusal } from './target-url.ts';

export interface SafeRequest {
  url: string;
  method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST';
  accept?: string;
  /** Only for the one introspection POST of a GraphQL endpoint. */
  jsonBody?: string;
  /** Limits both the bytes sent and the bytes decompressed. */
  bodyBytesMax: number;
  /** From the first connect to the last byte, per hop. */
  totalMs: number;
  signal: AbortSignal;
  /** Whether a redirect to this URL may be followed; any by default. The guard checks the URL as well. */
  mayFollow?: (url: URL) => boolean;
}

export interface SafeResponse {
  kind: 'response';
  /** The URL of the last hop. */
  url: string;
  status: number;
  /** Names in lower case; repeated ones joined with `, `. */
  headers: Record<string, string>;
  body: Buffer;
  truncated: boolean;
}

export type FetchOutcome =
  | SafeResponse
  | Refusal
  | Failure
  | { kind: 'cancelled' }
  | { kind: 'denied' };

/**
 * Called before every hop. `null` denies it: the budget is spent, or the host's ceiling reached. The result is called
 * when the hop has ended.
 */
export type Gate = (politenessKey: string, signal: AbortSignal) => Promise<(() => void) | null>;

export interface SafeFetchDeps {
  allowed: AllowedPrivateTargets;
  resolve: Resolve;
  dial?: Dial;
  userAgent: string;
  gate: Gate;
  connectTimeoutMs: number;
}
