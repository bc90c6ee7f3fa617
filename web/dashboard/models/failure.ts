import { ApiProblem, NetworkFailure } from '../../api/errors.ts';

/** Why something did not work, as a page shows it. */
export interface Failure {
  /** `offline`: no answer came. `refused`: the server answered with an error. `broken`: a fault of this page. */
  kind: 'offline' | 'refused' | 'broken';
  /** The server's code; empty where no server answered. */
  code: string;
  /** The server's sentence; untrusted text. */
  detail: string;
  requestId: string;
  status: number;
  /** The field of the request that is wrong, where the server names one. */
  field: string | null;
  retryAfterSeconds: number | null;
}

export function toFailure(thrown: unknown): Failure {
  const none = { code: '', detail: '', requestId: '', status: 0, field: null };
  if (thrown instanceof ApiProblem) {
    const { code, detail, request_id: requestId, status, field, retry_after } = thrown.body;
    return {
      kind: 'refused',
      code,
      detail,
      requestId,
      status,
      field: field ?? null,
      retryAfterSeconds: retry_after ?? null,
    };
  }
  if (thrown instanceof NetworkFailure)
    return { kind: 'offline', ...none, retryAfterSeconds: null };
  const detail = thrown instanceof Error ? thrown.message : '';
  return { kind: 'broken', ...none, detail, retryAfterSeconds: null };
}
