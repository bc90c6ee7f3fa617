/** Every failure that a visitor can meet, each with a text of its own in the catalog. */
export type ProblemKind =
  | 'invalid_url'
  | 'invalid_request'
  | 'scheme_not_allowed'
  | 'userinfo_not_allowed'
  | 'port_not_allowed'
  | 'private_address'
  | 'blocked_host'
  | 'robots_disallowed'
  | 'unreachable_dns'
  | 'unreachable_connect'
  | 'unreachable_tls'
  | 'unreachable_timeout'
  | 'unreachable_http'
  | 'unreachable'
  | 'rate_limited'
  | 'too_many_new_visitors'
  | 'overloaded'
  | 'key_refused'
  | 'read_only_key'
  | 'not_entitled'
  | 'forbidden'
  | 'not_found'
  | 'quota_spent'
  | 'challenge_failed'
  | 'challenge_too_slow'
  | 'page_outdated'
  | 'fingerprint_refused'
  | 'service_stopped'
  | 'offline'
  | 'interrupted'
  | 'unexpected';

export interface Problem {
  kind: ProblemKind;
  code: string;
  /** Empty where no server answered. */
  requestId: string;
  /** Whether it cost a discovery; `null` where the server did not say. */
  charged: boolean | null;
  /** The server's sentence; untrusted text. */
  detail: string;
  retryAfterSeconds: number | null;
  upgradeUrl: string | null;
}

/** A failure that no server told us of. */
export function localProblem(kind: ProblemKind, code: string): Problem {
  const unknown = { detail: '', retryAfterSeconds: null, upgradeUrl: null };
  return { kind, code, requestId: '', charged: null, ...unknown };
}
