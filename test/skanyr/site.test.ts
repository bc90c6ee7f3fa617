import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyzeBundle, expandNode, readHierarchy, readPage } from '../../server/skanyr/site.ts';
import type { Caller } from '../../server/skanyr/discover.ts';
import { SkanyrRoom } from '../support/skanyr-room.ts';

let room: SkanyrRoom;
let caller: Caller;
beforeEach(async () => {
  room = new SkanyrRoom();
  caller = await room.organization();
});
afterEach(() => room.close());

const call = { url: 'https://shop.example.com/', idempotencyKey: null };

describe('a site’s hierarchy', () => {
  it('costs one discovery, counts all pages, and shows the root with its children', async () => {
    const answer = await readHierarchy(call, caller, room);
    expect(answer).toMatchObject({
      total_nodes: 3,
      root: { url: 'https://shop.example.com/', has_children: true },
      children: [{ url: 'https://shop.example.com/shop', has_children: true }],
      charged: true,
      quota: { used: 1 },
    });
  });

  it('names its nodes after its artifact, so that equal nodes of two sites are told apart', async () => {
    const one = await readHierarchy(call, caller, room);
    const two = await readHierarchy({ ...call, url: 'https://b.example/' }, caller, room);
    expect(one.root.node_id).toMatch(new RegExp(`^${one.artifact_id}\\.[0-9a-f]{16}$`));
    expect(two.root.node_id).not.toBe(one.root.node_id);
  });

  it('is expanded from what is stored, without a request and without a charge', async () => {
    const { children } = await readHierarchy(call, caller, room);
    room.engine.readHierarchy = () => Promise.reject(new Error('The engine was asked.'));
    const expanded = await expandNode(children[0]?.node_id ?? '', caller, room);
    expect(expanded.children.map(({ url }) => url)).toEqual(['https://shop.example.com/shop/tea']);
    expect(await room.quota(caller)).toMatchObject({ used: 1 });
  });

  it('is 404 to another organization, and for a node that it does not have', async () => {
    const { root, artifact_id } = await readHierarchy(call, caller, room);
    const other = await room.organization();
    await expect(expandNode(root.node_id, other, room)).rejects.toMatchObject({
      code: 'not_found',
    });
    for (const id of [`${artifact_id}.n9`, 'n1', '']) {
      await expect(expandNode(id, caller, room)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('is given back where the site could not be reached, and says at which step', async () => {
    room.engine.readHierarchy = async () => ({ kind: 'unreachable', stage: 'tls', detail: 'No.' });
    await expect(readHierarchy(call, caller, room)).rejects.toMatchObject({
      code: 'target_unreachable',
      extras: { stage: 'tls' },
    });
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });
});

describe('a reader view', () => {
  it('is the text of one page, and is answered from storage within the hour', async () => {
    const first = await readPage(call, caller, room);
    const again = await readPage(call, caller, room);
    expect(first).toMatchObject({ title: 'Home', content: '# Home', charged: true });
    expect(again).toMatchObject({ discovery_id: first.discovery_id, charged: false });
  });

  it('is another request than a hierarchy of the same URL', async () => {
    await readPage(call, caller, room);
    expect((await readHierarchy(call, caller, room)).charged).toBe(true);
    expect(await room.quota(caller)).toMatchObject({ used: 2 });
  });
});

describe('analysing one script', () => {
  it('costs one discovery and answers up to a thousand of its endpoints at once', async () => {
    const answer = await analyzeBundle(call, caller, room);
    expect(answer).toMatchObject({ total: 3, has_more: false, charged: true });
  });

  it('costs nothing where the address answers no script', async () => {
    room.engine.script = async () => ({ kind: 'unreachable', stage: 'http', detail: 'No script.' });
    await expect(analyzeBundle(call, caller, room)).rejects.toMatchObject({
      code: 'target_unreachable',
      message: 'No script.',
    });
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });

  it('refuses a script that may not be read before anything is reserved', async () => {
    const refused = analyzeBundle({ ...call, url: 'http://10.0.0.1/x.js' }, caller, room);
    await expect(refused).rejects.toMatchObject({ code: 'private_address' });
    expect(await room.quota(caller)).toMatchObject({ used: 0, reserved: 0 });
  });
});
