import { isFields, textOf } from './read.ts';
import { authorize, readBody, type Credentials, type SendRequest } from './request.ts';

/** @returns where to sign up with a code that takes the key's discoveries along; null where the answer names none */
export async function makeClaim(
  send: SendRequest,
  credentials: Credentials,
): Promise<string | null> {
  const init = { method: 'POST', headers: authorize(credentials) };
  const answer = await readBody(await send('/api/v1/playground/claims', init));
  return isFields(answer) ? textOf(answer, 'claim_url') : null;
}
