import { readErrorBody } from '../../../web/api/error-body.ts';
import { ApiProblem } from '../../../web/api/errors.ts';
import type { SendRequest } from '../../../web/api/request.ts';

interface Asked {
  /** Method and path with its query. */
  line: string;
  /** The body, as JSON. */
  body: unknown;
}

/** A server whose answers a test decides, and that keeps what it was asked. */
export function scriptedSend(answer: (line: string, init: RequestInit) => unknown) {
  const asked: Asked[] = [];
  const send: SendRequest = async (path, init = {}) => {
    const line = `${init.method ?? 'GET'} ${path}`;
    asked.push({ line, body: typeof init.body === 'string' ? JSON.parse(init.body) : null });
    return new Response(JSON.stringify((await answer(line, init)) ?? {}));
  };
  return { send, asked, lines: () => asked.map(({ line }) => line) };
}

export function refusal(status: number, code: string): ApiProblem {
  return new ApiProblem(readErrorBody({ code }, status, 'req_1'));
}
