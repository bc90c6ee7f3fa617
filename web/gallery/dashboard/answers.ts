/**
 * What a request is answered with, by `METHOD path`. `*` in a path stands for any segment. `pending`: the answer
 * never comes. `offline`: the connection is broken.
 */
export type Answers = Readonly<Record<string, Answer>>;
type Answer = { json: unknown } | Refusal | 'pending' | 'offline';

export interface Refusal {
  status: number;
  code: string;
  detail?: string;
}

export function refuse(status: number, code: string, detail = ''): Refusal {
  return { status, code, detail };
}

export const BROKEN = refuse(500, 'internal_error', 'The server met a fault of its own.');
