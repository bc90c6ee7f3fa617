import { NetworkFailure } from './errors.ts';
import { parseJson } from './read.ts';

export interface Credentials {
  apiKey: string;
  organizationId: string;
}

/** Sends a request. Resolves with an answer of 2xx; otherwise throws `ApiProblem`, `NetworkFailure` or an `AbortError`. */
export type SendRequest = (path: string, init?: RequestInit) => Promise<Response>;

/** The only place of the pages that calls `fetch`. */
export function createRequest(fetchFn: typeof fetch): SendRequest {
  return async (path, init = {}) => {
    const response = await fetchFn(path, { credentials: 'same-origin', ...init }).catch(
      (cause: unknown) => {
        if (init.signal?.aborted) throw cause;
        throw new NetworkFailure('The request got no answer.', { cause });
      },
    );
    if (response.ok) return response;
    // The reader of errors is a chunk of its own, which the first paint does without.
    const reader = await import('./error-body.ts').catch((cause: unknown) => {
      throw new NetworkFailure('The request got no answer.', { cause });
    });
    throw await reader.readProblem(response);
  };
}

export async function readBody(response: Response): Promise<unknown> {
  return parseJson(await response.text().catch(() => ''));
}

export function jsonPost(body: unknown) {
  return jsonBody('POST', body);
}

export function jsonBody(method: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  return { method, headers, body: JSON.stringify(body) };
}

export function authorize({ apiKey, organizationId }: Credentials): Record<string, string> {
  return { authorization: `Bearer ${apiKey}`, 'x-kloakd-organization': organizationId };
}
