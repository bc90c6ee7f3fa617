import type { Quota } from '../../shared/discovery.ts';
import { isFields, numberOf } from './read.ts';
import { authorize, readBody, type Credentials, type SendRequest } from './request.ts';

/** The quota of the key; `null` where the answer does not contain it. */
export async function getQuota(send: SendRequest, credentials: Credentials): Promise<Quota | null> {
  const headers = authorize(credentials);
  return readQuota(await readBody(await send('/api/v1/playground/quota', { headers })));
}

export function readQuota(value: unknown): Quota | null {
  if (!isFields(value)) return null;
  const used = numberOf(value, 'used');
  if (used === null) return null;
  return {
    limit: numberOf(value, 'limit'),
    used,
    reserved: numberOf(value, 'reserved') ?? 0,
    remaining: numberOf(value, 'remaining'),
  };
}
