import { describe, expect, it } from 'vitest';
import { getDiscovery, type StoredDiscovery } from '../../../web/api/stored-discoveries.ts';
import { createComparison } from '../../../web/dashboard/pages/discoveries/comparison-model.ts';
import { createDiscovery } from '../../../web/dashboard/pages/discoveries/discovery-model.ts';
import { createDiscoveries } from '../../../web/dashboard/pages/discoveries/list-model.ts';
import { createRouter } from '../../../web/dashboard/router/router.ts';
import { refusal, scriptedSend } from '../support/scripted-send.ts';

const ORGANIZATION = { id: 'org', name: 'Acme', role: 'member' as const };
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the list of discoveries', () => {
  it('is asked for once, after the last letter of a search, and from its first page on', async () => {
    const { model, server, endPause } = newList();
    await settled();
    await model.next();
    void model.search('sh');
    const last = model.search('shop & co');
    endPause();
    await last;
    await settled();
    expect(server.lines()).toEqual([
      'GET discoveries?limit=25&offset=0',
      'GET discoveries?limit=25&offset=25',
      'GET discoveries?limit=25&offset=0&query=shop+%26+co',
    ]);
  });

  it('never goes back beyond its first page', async () => {
    const { model, server } = newList();
    await model.previous();
    expect(server.lines().at(-1)).toBe('GET discoveries?limit=25&offset=0');
  });
});

describe('a new discovery', () => {
  it('takes an address without a scheme as https, and opens its result', async () => {
    const { model, server, place } = newList();
    model.openForm();
    model.url.value = ' shop.example ';
    expect(await model.run.run()).toBe(true);
    expect(server.asked.at(-1)).toEqual({
      line: 'POST skanyr/discover',
      body: { url: 'https://shop.example' },
    });
    expect(place()).toBe('/org/discoveries/new');
  });

  it('is no longer waited for when its form is closed: the list is read again, and no page opens', async () => {
    const { model, server, place } = newList((line, init) =>
      line.startsWith('POST') ? untilAborted(init) : {},
    );
    model.openForm();
    model.url.value = 'https://shop.example';
    const run = model.run.run();
    await settled();
    model.closeForm();
    await run;
    expect(server.lines().at(-1)).toMatch(/^GET discoveries/);
    expect(place()).toBe('/');
  });

  it('that is refused keeps the form open with the server’s code and request', async () => {
    const { model, place } = newList((line) => {
      if (line.startsWith('POST')) throw refusal(422, 'private_address');
      return {};
    });
    model.openForm();
    model.url.value = 'https://10.0.0.1';
    expect(await model.run.run()).toBe(false);
    expect(model.run.failure.value).toMatchObject({ code: 'private_address', requestId: 'req_1' });
    expect(model.isFormOpen.value).toBe(true);
    expect(place()).toBe('/');
  });
});

describe('one discovery', () => {
  it('of more endpoints than one answer holds is read whole from its map', async () => {
    const { send } = scriptedSend((line) =>
      line === 'GET skanyr/api-map/map'
        ? { endpoints: [{ url: 'https://a.example/1' }, { url: 'https://a.example/2' }] }
        : { artifact_id: 'map', has_more: true, endpoints: [{ url: 'https://a.example/1' }] },
    );
    const { endpoints } = await getDiscovery(send, 'one');
    expect(endpoints.map(({ url }) => url)).toEqual(['https://a.example/1', 'https://a.example/2']);
  });

  it('is downloaded as JSON and as OpenAPI under the name of its host', async () => {
    const saved: { name: string; text: string }[] = [];
    const { model } = newDiscovery((content, name) => {
      void content.text().then((text) => saved.push({ name, text }));
    });
    model.saveJson(FOUND);
    await model.saveOpenApi.run(FOUND);
    await settled();
    expect(saved.map(({ name }) => name)).toEqual([
      'shop.example.endpoints.json',
      'shop.example.openapi.json',
    ]);
    expect(JSON.parse(saved[0]?.text ?? '')).toMatchObject({
      total_endpoints: 1,
      artifact_id: 'map',
    });
    expect(JSON.parse(saved[1]?.text ?? '')).toEqual({ openapi: '3.1.0' });
  });

  it('that is run again is a new discovery, which is opened', async () => {
    const { model, server, place } = newDiscovery(() => undefined);
    await model.repeat.run();
    expect(server.asked.at(-1)).toEqual({
      line: 'POST skanyr/retry',
      body: { discovery_id: 'one' },
    });
    expect(place()).toBe('/org/discoveries/again');
  });
});

describe('the runs to compare with', () => {
  it('are the other completed ones of the same host', async () => {
    const row = { status: 'completed', kind: 'discover', url: 'https://shop.example/about' };
    const { send } = scriptedSend(() => ({
      discoveries: [
        { ...row, discovery_id: 'other' },
        { ...row, discovery_id: 'one' },
        { ...row, discovery_id: 'running', status: 'running' },
        { ...row, discovery_id: 'foreign', url: 'https://a.example/?from=shop.example' },
        { ...row, discovery_id: 'reader', kind: 'reader-view' },
      ],
    }));
    const model = createComparison(send, FOUND);
    await settled();
    expect(model.others.peek()?.map((each) => each.discovery_id)).toEqual(['other']);
  });

  it('are put in order of time, so that what the later one lacks was removed', async () => {
    const { send } = scriptedSend((line) =>
      line.includes('skanyr')
        ? { discovery_id: 'other', created_at: '2026-11-25T00:00:00Z', endpoints: [] }
        : {},
    );
    const model = createComparison(send, FOUND);
    await model.compare.run('other');
    expect(model.compared.value).toMatchObject({
      olderAt: FOUND.createdAt,
      comparison: { added: [], removed: FOUND.endpoints },
    });
  });
});

const FOUND: StoredDiscovery = {
  discoveryId: 'one',
  artifactId: 'map',
  url: 'https://shop.example/',
  status: 'completed',
  endpoints: [
    {
      url: 'https://shop.example/api',
      method: 'GET',
      api_type: 'rest',
      confidence: 1,
      parameters: { path: [], query: [], body: {} },
      source: [],
    },
  ],
  truncated: false,
  createdAt: '2026-11-24T00:00:00Z',
  completedAt: '2026-11-24T00:00:05Z',
  error: null,
};

function newRouter() {
  let address = '/dashboard';
  const move = (to: string) => {
    address = to;
  };
  return createRouter({
    current: () => address,
    push: move,
    replace: move,
    onMove: () => undefined,
  });
}

function newList(
  answer: (line: string, init: RequestInit) => unknown = () => ({ discovery_id: 'new' }),
) {
  const server = scriptedSend(answer);
  const router = newRouter();
  const waiting: (() => void)[] = [];
  const pause = () => new Promise<void>((resolve) => waiting.push(resolve));
  const model = createDiscoveries({ sendFor: () => server.send, router }, ORGANIZATION, pause);
  const endPause = () => waiting.forEach((resolve) => resolve());
  return { model, server, endPause, place: () => router.place.value.path };
}

function newDiscovery(save: (content: Blob, name: string) => void) {
  const server = scriptedSend((line) =>
    line.includes('format=openapi') ? { openapi: '3.1.0' } : { discovery_id: 'again' },
  );
  const router = newRouter();
  const model = createDiscovery({ sendFor: () => server.send, router }, ORGANIZATION, 'one', save);
  return { model, server, place: () => router.place.value.path };
}

function untilAborted({ signal }: RequestInit): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')));
  });
}
