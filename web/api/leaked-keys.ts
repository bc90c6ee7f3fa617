import { jsonPost, type SendRequest } from './request.ts';

/** Reports a key that was found in public. The answer does not say whether there was such a key. */
export async function reportLeakedKey(send: SendRequest, key: string): Promise<void> {
  await send('/api/v1/keys/leaked', jsonPost({ key }));
}
