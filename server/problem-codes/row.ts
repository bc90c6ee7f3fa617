import type { ErrorClass } from '../../shared/errors.ts';

/** What belongs to one error code. */
export interface CodeRow {
  /** The HTTP status. */
  status: number;
  error: ErrorClass;
  title: string;
  /** What to do about it: the text on the page that the error's `type` link opens. */
  explanation: string;
}

export const row = (
  status: number,
  error: ErrorClass,
  title: string,
  explanation: string,
): CodeRow => ({ status, error, title, explanation });
