import type { ErrorCode } from '../shared/error-codes.ts';

/** Members of the error body that only some problems have. `upgrade_url` is added by code, see `OFFERS_UPGRADE` in `problem-codes/table.ts`. */
export interface ProblemExtras {
  field?: string;
  module?: string;
  retry_after?: number;
  reset_at?: string;
  challenge?: unknown;
  stage?: string;
  charged?: boolean;
  /** For the log. Never sent to the client. */
  cause?: unknown;
}

/** An error that a client is told. `detail` is one sentence: what is wrong and what to do about it. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly extras: ProblemExtras;

  constructor(code: ErrorCode, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }
}

/** One answer for every way of naming a foreign organization, so that nobody can find out which ones exist. */
export const notThisOrganization = (): Problem =>
  new Problem(
    'organization_mismatch',
    'The organization in the path and in X-Kloakd-Organization must be the one this key belongs to.',
  );
