import type { ErrorBody } from '../../shared/errors.ts';

/** The server answered with an error. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly body: ErrorBody;
  constructor(body: ErrorBody) {
    super(body.detail);
    this.body = body;
  }
}

/** There was no answer: the browser is offline, the connection broke, or the request was blocked. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
}
