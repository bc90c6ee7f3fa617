import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoSite, startDemoSite } from '../../server/demo-site/demo-site.ts';
import { call, placedOrder } from './requests.ts';

let site: DemoSite;
beforeEach(async () => {
  site = await startDemoSite({ host: '127.0.0.1', port: 0 });
});
afterEach(() => site.close());

/** Reads a stream until its text so far contains this. */
async function readUntil(response: Response, wanted: string): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes(wanted)) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    text += chunk.value;
  }
  return text;
}

describe('the stock stream', () => {
  it('tells whoever watches what an order took', async () => {
    const stream = await fetch(`${site.url}/live/stock`);
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    await placedOrder(site.url);
    const taken = 'event: stock\ndata: {"slug":"smoked-tea","in_stock":18}\n\n';
    expect(await readUntil(stream, taken)).toContain(taken);
  });

  it('serves forty at a time and lets the next one in when one leaves', async () => {
    const leaving = new AbortController();
    const first = await fetch(`${site.url}/live/stock`, { signal: leaving.signal });
    await Promise.all(Array.from({ length: 39 }, () => fetch(`${site.url}/live/stock`)));
    expect((await call(site.url, 'GET', '/live/stock')).status).toBe(503);

    leaving.abort();
    await first.body?.cancel().catch(() => undefined);
    await expect.poll(async () => (await call(site.url, 'GET', '/live/stock')).status).toBe(200);
  });
});
