/**
 * What a request is answered with, by `METHOD path`. `*` in a path stands for any segment. `pending`: the answer
 * never comes. `offline`: the connection is broken. `jsonWhenBack`: it is broken until the browser is online again.
 */
export type Answers = Readonly<Record<string, Answer>>;
type Answer = { json: unknown } | { jsonWhenBack: unknown } | Refusal | 'pending' | 'offline';

export interface Refusal {
  status: number;
  code: string;
  detail?: string;
  /** Further members of the error object. */
  title?: string;
  field?: string;
  upgrade_url?: string;
}

export function refuse(
  status: number,
  code: string,
  detail = '',
  more: Pick<Refusal, 'title' | 'field' | 'upgrade_url'> = {},
): Refusal {
  return { status, code, detail, ...more };
}

export const BROKEN = refuse(500, 'internal_error', 'The server met a fault of its own.');
