import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorBody } from '../../shared/errors.ts';
import { OFFERS_UPGRADE, PROBLEMS } from '../problem-codes/table.ts';
import { Problem } from '../problem.ts';
import { StorageUnavailable } from '../storage/port.ts';
import type { Links } from './client-info.ts';

/** Turns Fastify's errors into problems. Fastify's own texts name internals, and are not sent. */
function fromFastify(error: FastifyError, bodyLimit: number): Problem | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem('body_too_large', `The body must be at most ${bodyLimit} bytes.`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem(
        'unsupported_media_type',
        'Send the body as “Content-Type: application/json”.',
      );
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Problem('invalid_json', 'The body is not valid JSON: send one JSON object.');
    default:
      break;
  }
  if (error instanceof SyntaxError) {
    return new Problem('invalid_json', 'The body is not valid JSON: send one JSON object.');
  }
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
    ? new Problem(
        'invalid_request',
        'The request could not be read: check its path, headers and body.',
      )
    : null;
}

/** Turns anything thrown into a problem. An unexpected error is logged, and its text is not sent. */
export function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  const known =
    error instanceof Error
      ? fromFastify(error as FastifyError, request.routeOptions.bodyLimit)
      : null;
  if (known) return known;
  request.log.error({ reqId: request.id, err: error }, 'request failed');
  if (error instanceof StorageUnavailable) {
    return new Problem('overloaded', 'The database is not available: try again in 5 seconds.', {
      retry_after: 5,
      cause: error,
    });
  }
  return new Problem('internal_error', 'The service failed: give the operator the request ID.', {
    cause: error,
  });
}

/** The error body of the contract. */
export function errorBody(problem: Problem, requestId: string, links: Links): ErrorBody {
  const { status, error, title } = PROBLEMS[problem.code];
  const { cause: _, ...extras } = problem.extras;
  return {
    error,
    code: problem.code,
    status,
    title,
    type: `${links.baseUrl}/problems#${problem.code}`,
    detail: problem.message,
    request_id: requestId,
    ...(OFFERS_UPGRADE.has(problem.code) ? { upgrade_url: links.upgradeUrl } : {}),
    ...extras,
  };
}

/** Sends a problem, in the media type that the client asks for. */
export function sendProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  links: Links,
): FastifyReply {
  const body = errorBody(problem, request.id, links);
  // A refusal is never charged. Routes of modules say so in the body, because they charge discoveries.
  if (request.routeOptions.config.module !== undefined) body.charged ??= false;
  // A lifetime quota never refills: a Retry-After would make clients wait in vain.
  const retryAfter = problem.extras.retry_after ?? 0;
  if (retryAfter > 0) reply.header('retry-after', String(retryAfter));
  if (body.status === 401) reply.header('www-authenticate', 'Bearer');
  const wantsProblemJson = request.headers.accept?.includes('application/problem+json') ?? false;
  return reply
    .code(body.status)
    .type(wantsProblemJson ? 'application/problem+json' : 'application/json; charset=utf-8')
    .send(body);
}
