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
  /** As sent and as decompressed. */
  bodyBytesMax: number;
  /** From the first connect to the last byte, per hop. */
  totalMs: number;
  signal: AbortSignal;
  /** Whether a redirect may be followed there; all by default. The guard checks the redirect as well. */
  mayFollow?: (url: URL) => boolean;
}

export interface SafeResponse {
  kind: 'response';
  /** Where it came from in the end. */
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

/** Asked before every hop; `null` denies it (budget spent, host's ceiling reached). The result is called afterwards. */
export type Gate = (politenessKey: string, signal: AbortSignal) => Promise<(() => void) | null>;

export interface SafeFetchDeps {
  allowed: AllowedPrivateTargets;
  resolve: Resolve;
  dial?: Dial;
  userAgent: string;
  gate: Gate;
  connectTimeoutMs: number;
}
