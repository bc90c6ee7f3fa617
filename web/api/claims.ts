import { isFields, numberOf } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

/** Takes over what a visitor found. @returns how many discoveries the organization has now got */
export async function claimDiscoveries(send: SendRequest, code: string): Promise<number> {
  const body = await readBody(await send('claim', jsonPost({ code })));
  return isFields(body) ? (numberOf(body, 'discoveries') ?? 0) : 0;
}
