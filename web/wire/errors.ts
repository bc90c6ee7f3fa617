import type { ErrorBody, ErrorClass } from '../../shared/errors.ts';
import { flagOf, isFields, numberOf, textOf } from './read.ts';

const CLASSES: readonly ErrorClass[] = [
  'AuthenticationError',
  'ForbiddenError',
  'NotEntitledError',
  'RateLimitError',
  'UpstreamError',
  'ValidationError',
  'NotFoundError',
  'ApiError',
];

/** The one error that the API client throws when the server has answered. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly body: ErrorBody;
  constructor(body: ErrorBody) {
    super(body.detail);
    this.body = body;
  }
}

/** Nothing came back: offline, a dropped connection, a blocked request. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
}

/** Reads the contract's error object; what is not one (a proxy's HTML page) becomes `unexpected_answer`. */
export function readErrorBody(value: unknown, status: number, requestId: string): ErrorBody {
  const fields = isFields(value) ? value : {};
  const optionalText = (name: string) => textOf(fields, name) ?? undefined;
  return {
    error: CLASSES.find((known) => known === fields['error']) ?? 'ApiError',
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
