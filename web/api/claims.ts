import { isFields, numberOf } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

/** Claims a visitor's discoveries. @returns how many the organization has got by it */
export async function claimDiscoveries(send: SendRequest, code: string): Promise<number> {
  const body = await readBody(await send('claim', jsonPost({ code })));
  return isFields(body) ? (numberOf(body, 'discoveries') ?? 0) : 0;
}
