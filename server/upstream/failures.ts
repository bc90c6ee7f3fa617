import { Problem } from '../problem.ts';

/** What went wrong. The answer's `stage` is one of `dns`, `connect`, `tls`, `timeout` and `http`. */
type Failure = 'dns' | 'connect' | 'tls' | 'timeout' | 'broken' | 'status' | 'redirect';

const FAILURES: Readonly<Record<Failure, { stage: string; what: string }>> = {
  dns: { stage: 'dns', what: 'The host of its server was not found' },
  connect: { stage: 'connect', what: 'Its server did not accept the connection' },
  tls: { stage: 'tls', what: 'The certificate of its server is not valid' },
  timeout: { stage: 'timeout', what: 'Its server did not answer in time' },
  broken: { stage: 'http', what: 'Its server broke the connection off, or did not answer in HTTP' },
  status: { stage: 'http', what: 'Its server failed' },
  redirect: { stage: 'http', what: 'Its server answered with a redirect, which is not followed' },
};

/** The 502 for a module that failed, with the step at which it failed. */
export function upstreamFailed(module: string, failure: Failure, cause?: unknown): Problem {
  const { stage, what } = FAILURES[failure];
  return new Problem(
    'upstream_failed',
    `The module ${module} did not answer. ${what}: try again later, or ask the operator.`,
    { stage, module, charged: false, cause },
  );
}

const BY_CODE: Readonly<Record<string, Failure>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
};

/** What went wrong with a request, from the error of Node or undici. */
export function failureOf(error: unknown): Failure {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    const failure = BY_CODE[code];
    if (failure) return failure;
    if (/CERT|TLS|SSL|UNABLE_TO_VERIFY/.test(code)) return 'tls';
  }
  return 'broken';
}
