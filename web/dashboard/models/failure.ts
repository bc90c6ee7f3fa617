import { ApiProblem, NetworkFailure } from '../../api/errors.ts';

/** Why something failed, in the form that a page shows. */
export interface Failure {
  /** `offline`: no answer came. `refused`: the server answered with an error. `broken`: a fault of this page. */
  kind: 'offline' | 'refused' | 'broken';
  /** The server's code; empty where no server answered. */
  code: string;
  /** The server's own heading for this code; empty where it sent none. Untrusted text, as is `detail`. */
  title: string;
  /** The server's sentence on what is wrong and what to do. */
  detail: string;
  requestId: string;
  status: number;
  /** The field of the request that is wrong, where the server names one. */
  field: string | null;
  retryAfterSeconds: number | null;
  /** Where to ask for a plan that allows it; null where no plan would help. */
  upgradeUrl: string | null;
}

export function toFailure(thrown: unknown): Failure {
  const none = {
    ...{ code: '', title: '', detail: '', requestId: '', status: 0 },
    ...{ field: null, retryAfterSeconds: null, upgradeUrl: null },
  };
  if (thrown instanceof ApiProblem) {
    const { code, title, detail, request_id: requestId, status, field } = thrown.body;
    return {
      kind: 'refused',
      ...{ code, title, detail, requestId, status },
      field: field ?? null,
      retryAfterSeconds: thrown.body.retry_after ?? null,
      upgradeUrl: thrown.body.upgrade_url ?? null,
    };
  }
  if (thrown instanceof NetworkFailure) return { kind: 'offline', ...none };
  const detail = thrown instanceof Error ? thrown.message : '';
  return { kind: 'broken', ...none, detail };
}
