import { expect, it } from 'vitest';
import { readErrorBody } from '../../../web/api/error-body.ts';
import { ApiProblem } from '../../../web/api/errors.ts';
import { historyOf } from '../../../web/widget/history/history.ts';
import { openLink } from '../../../web/widget/history/open-link.ts';
import { createHarness, type Harness } from '../support/model-deps.ts';

const STORED = {
  discovery_id: 'd1',
  url: 'https://shop.example/',
  status: 'completed',
  endpoints: [{ url: 'https://shop.example/api', method: 'GET' }],
  created_at: '2026-11-24T09:00:00Z',
};

async function withKey(): Promise<Harness> {
  const harness = createHarness();
  await harness.model.session.obtain(new AbortController().signal);
  return harness;
}
const refuse = (status: number) => async () => {
  throw new ApiProblem(readErrorBody({ code: 'x' }, status, 'req_1'));
};

it('a stored result is shown without a run, and is never said to be charged', async () => {
  const harness = await withKey();
  const asked: string[] = [];
  harness.send = async (path) => {
    asked.push(path);
    return Response.json(STORED);
  };
  expect(await historyOf(harness.model).open('d1')).toBe(true);
  expect(harness.model.run.state.value).toMatchObject({
    kind: 'done',
    result: { discoveryId: 'd1', charged: false, storedAt: STORED.created_at },
  });
  expect(harness.model.run.endpoints.value).toHaveLength(1);
  expect(asked).toEqual(['/api/v1/organizations/org/skanyr/discover/d1']);
  expect(harness.idempotencyKeys).toEqual([]);
});

it('a link opens nothing and asks nothing where the tab has no key', async () => {
  const { model, keysMade } = createHarness();
  await openLink(model, 'd1');
  expect(model.link.value).toEqual({ kind: 'locked', discoveryId: 'd1' });
  expect(keysMade).toBe(0);
});

it('a link to what this key does not have prefills and runs nothing', async () => {
  const harness = await withKey();
  harness.send = refuse(404);
  harness.model.type('https://given.example/');
  await openLink(harness.model, 'd1');
  expect(harness.model.link.value).toEqual({ kind: 'missing', discoveryId: 'd1' });
  expect(harness.model.typed.value).toBe('https://given.example/');
  expect(harness.model.run.state.value.kind).toBe('idle');
});

it('a refused key is forgotten, and the link can be unlocked with a new one', async () => {
  const harness = await withKey();
  harness.send = refuse(401);
  await openLink(harness.model, 'd1');
  expect(harness.model.link.value?.kind).toBe('locked');
  expect(harness.model.session.credentials.value).toBeNull();
});
