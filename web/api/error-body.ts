import type { ErrorBody, ErrorClass } from '../../shared/errors.ts';
import { ApiProblem } from './errors.ts';
import { flagOf, isFields, numberOf, parseJson, textOf } from './read.ts';

// The type check fails when the contract has a class that is missing here.
const CLASSES = {
  AuthenticationError: true,
  ForbiddenError: true,
  NotEntitledError: true,
  RateLimitError: true,
  UpstreamError: true,
  ValidationError: true,
  NotFoundError: true,
  ApiError: true,
} satisfies Record<ErrorClass, true>;

/** Reads an answer that is an error. What its body lacks is read from the headers. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const value = parseJson(await response.text().catch(() => ''));
  const { headers, status } = response;
  const body = readErrorBody(value, status, headers.get('x-request-id') ?? '');
  const retryAfterSeconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
  if (body.retry_after === undefined && retryAfterSeconds >= 0)
    body.retry_after = retryAfterSeconds;
  return new ApiProblem(body);
}

/** Reads the contract's error object. Anything else, such as a proxy's HTML page, becomes `unexpected_answer`. */
export function readErrorBody(value: unknown, status: number, requestId: string): ErrorBody {
  const fields = isFields(value) ? value : {};
  const optionalText = (name: string) => textOf(fields, name) ?? undefined;
  const errorClass = optionalText('error') ?? '';
  return {
    error: isClass(errorClass) ? errorClass : 'ApiError',
    code: textOf(fields, 'code') ?? 'unexpected_answer',
    status: numberOf(fields, 'status') ?? status,
    title: textOf(fields, 'title') ?? '',
    type: textOf(fields, 'type') ?? '',
    detail: textOf(fields, 'detail') ?? '',
    request_id: textOf(fields, 'request_id') ?? requestId,
    field: optionalText('field'),
    charged: flagOf(fields, 'charged') ?? undefined,
    module: optionalText('module'),
    upgrade_url: optionalText('upgrade_url'),
    retry_after: numberOf(fields, 'retry_after') ?? undefined,
    reset_at: optionalText('reset_at'),
    challenge: fields['challenge'],
    stage: optionalText('stage'),
  };
}

function isClass(name: string): name is ErrorClass {
  return Object.hasOwn(CLASSES, name);
}
