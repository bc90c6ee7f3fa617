import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Kloakd } from '../../clients/typescript/src/index.ts';

// What the conformance cases cannot show: the caller's own mistakes, and the caller's own time.
const ORGANIZATION = '11111111-2222-4333-8444-555555555555';

function clientOf(answer: () => Response, timeoutMs?: number) {
  const asked: string[] = [];
  const client = new Kloakd({
    apiKey: 'sk-test-x',
    organizationId: ORGANIZATION,
    baseUrl: 'http://service.example',
    timeoutMs,
    fetch: async (url) => {
      asked.push(new Request(url).url);
      return answer();
    },
  });
  return { client, asked };
}
const json = () => Response.json({});

describe('the TypeScript client', () => {
  it.each(['@evil.example/', '.evil.example/', 'x'])(
    'sends nothing for the path “%s”, which could lead the key to another host',
    async (path) => {
      const { client, asked } = clientOf(json);
      await expect(client.request({ method: 'GET', path })).rejects.toThrow(
        'must begin with a slash',
      );
      await expect(client.module('evadr', { method: 'GET', path })).rejects.toThrow(
        'must begin with a slash',
      );
      expect(asked).toEqual([]);
    },
  );

  it.each(['', '.', '..'])('refuses the ID “%s”, which would be a step in the path', async (id) => {
    const { client, asked } = clientOf(json);
    await expect(client.skanyr.get(id)).rejects.toThrow('cannot be an ID');
    expect(asked).toEqual([]);
  });

  it('shows a key nowhere, also not one that no header can hold', () => {
    const { client } = clientOf(json);
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain('sk-test-x');
    const make = () => new Kloakd({ apiKey: 'sk-test-\nsecret', organizationId: ORGANIZATION });
    expect(make).toThrow('line break');
    expect(make).not.toThrow('secret');
  });

  it('does not count the time that the caller takes for an event as silence', async () => {
    const events = ['started', 'done']
      .map((type, at) => `id: ${at + 1}\ndata: {"type":"${type}","metadata":{}}\n\n`)
      .join('');
    const { client } = clientOf(
      () => new Response(events, { headers: { 'content-type': 'text/event-stream' } }),
      5_000,
    );
    const seen: string[] = [];
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    for await (const event of client.skanyr.stream('https://shop.example/')) {
      seen.push(event.type);
      await vi.advanceTimersByTimeAsync(60_000);
    }
    expect(seen).toEqual(['started', 'done']);
  });
});
