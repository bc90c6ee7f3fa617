import { ConnectTimeoutError, DnsError, RefusedError, TlsError } from './connect-errors.ts';
import type { UnreachableStage } from '../vocabulary.ts';
import type { Refusal } from './target-url.ts';

/** Why a request got no answer. `detail` names the requested host, and never an address. */
export interface Failure {
  kind: 'failed';
  stage: UnreachableStage;
  detail: string;
}

/**
 * Describes why a request failed.
 * @param host as requested. The error's own message is left out, since it names addresses.
 */
export function describeFailure(
  error: unknown,
  host: string,
  timedOut: boolean,
): Failure | Refusal {
  const causes = chainOf(error);
  const refused = causes.find((cause) => cause instanceof RefusedError);
  if (refused instanceof RefusedError) return refused.refusal;
  if (causes.some((cause) => cause instanceof DnsError)) {
    return failure('dns', `The name ${host} could not be resolved.`);
  }
  if (causes.some((cause) => cause instanceof TlsError)) {
    return failure('tls', `${host} offers no valid TLS certificate or refused the handshake.`);
  }
  const codes = causes.map(codeOf);
  if (
    timedOut ||
    causes.some((cause) => cause instanceof ConnectTimeoutError) ||
    codes.some(isTimeoutCode)
  ) {
    return failure('timeout', `${host} did not answer in time.`);
  }
  if (codes.some((code) => code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW')) {
    return failure(
      'http',
      `${host} answered with something that is not HTTP or with too many headers.`,
    );
  }
  return failure('connect', `${host} refused the connection or closed it without an answer.`);
}

const failure = (stage: UnreachableStage, detail: string): Failure => ({
  kind: 'failed',
  stage,
  detail,
});

const isTimeoutCode = (code: string): boolean =>
  code === 'ETIMEDOUT' || /^UND_ERR_.*TIMEOUT$/.test(code);

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause)
    chain.push(cause);
  return chain;
}
