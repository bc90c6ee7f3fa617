import { afterAll, beforeAll, expect, it } from 'vitest';
import { NAMES, operationsOf, type OpenApi } from '../../clients/conformance/operations.ts';
import { json, TestService } from '../support/service.ts';

let service: TestService;
let openApi: OpenApi;
beforeAll(async () => {
  service = await TestService.start();
  openApi = await json<OpenApi>(await fetch(`${service.url}/openapi.json`));
});
afterAll(() => service.stop());

it('asks every client for each operation of the module, and for none that is not there', () => {
  const operations = operationsOf(openApi);
  expect(operations.filter(({ operation }) => operation === '')).toEqual([]);
  expect(operations.map(({ name }) => name).toSorted()).toEqual(Object.keys(NAMES).toSorted());
});

it('gives every field of a request and of an answer, so that one that a client lacks is seen', () => {
  const discover = operationsOf(openApi).find(({ name }) => name === 'POST /discover');
  expect(discover?.arguments).toMatchObject({
    max_requests: 7,
    session_artifact_id: 'a-session_artifact_id',
  });
  expect(discover?.response).toMatchObject({
    charged: true,
    endpoints: [{ confidence: 0.75, source: [{ technique: 'a-technique' }] }],
  });
});
