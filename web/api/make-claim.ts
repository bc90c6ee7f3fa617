import { readErrorBody } from './error-body.ts';
import { ApiProblem } from './errors.ts';
import { isFields, textOf } from './read.ts';
import { authorize, readBody, type Credentials, type SendRequest } from './request.ts';

/** @returns where to sign up with a code that takes the key's discoveries along */
export async function makeClaim(send: SendRequest, credentials: Credentials): Promise<string> {
  const init = { method: 'POST', headers: authorize(credentials) };
  const response = await send('/api/v1/playground/claims', init);
  const answer = await readBody(response);
  const url = isFields(answer) ? textOf(answer, 'claim_url') : null;
  if (url !== null) return url;
  const requestId = response.headers.get('x-request-id') ?? '';
  throw new ApiProblem(readErrorBody(null, response.status, requestId));
}
