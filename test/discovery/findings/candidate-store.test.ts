import { describe, expect, it } from 'vitest';
import { CandidateStore } from '../../../server/discovery/findings/candidate-store.ts';
import { createEndpointStore } from '../../../server/discovery/findings/endpoint-store.ts';
import { toCandidate } from '../../../server/discovery/findings/stored-endpoint.ts';
import type { Candidate } from '../../../server/discovery/findings.ts';
import { read as readDocument } from '../documents/reading.ts';
import { read as readScript } from '../javascript/reading.ts';

const origin = 'https://shop.example';
function candidate(path: string, more: Partial<Candidate> = {}): Candidate {
  return {
    method: 'GET',
    url: origin + path,
    apiType: 'rest',
    parameters: { path: [], query: [], body: {} },
    confidence: 0.8,
    file: `${origin}/app.js`,
    technique: 'fetch-call',
    ...more,
  };
}

function joined(...candidates: Candidate[]): Candidate[] {
  const store = new CandidateStore();
  for (const one of candidates) store.add(one);
  return Array.from(store.entries(), toCandidate);
}

describe('two readings of one operation', () => {
  it('become the surer one with the parameters of both, and no more names than real operations have', () => {
    const names = (prefix: string): Record<string, string> =>
      Object.fromEntries(Array.from({ length: 150 }, (_, index) => [prefix + index, 'string']));
    const parameters = { path: [], query: ['page'], body: names('a') };
    const surer = candidate('/a', { confidence: 0.9, technique: 'openapi', parameters });
    const other = candidate('/a', { parameters: { path: [], query: ['size'], body: names('b') } });
    for (const order of [
      [surer, other],
      [other, surer],
    ]) {
      const [one, ...others] = joined(...order);
      expect(others).toEqual([]);
      expect(one).toMatchObject({ confidence: 0.9, technique: 'openapi' });
      expect(one?.parameters.query.toSorted()).toEqual(['page', 'size']);
      expect(Object.keys(one?.parameters.body ?? {})).toHaveLength(200);
    }
  });

  it('keep the names that say more, even where the surer reading has none', () => {
    const surer = candidate('/users/{param}', { confidence: 0.9 });
    expect(joined(candidate('/users/{userId}'), surer)).toMatchObject([
      { url: `${origin}/users/{userId}`, confidence: 0.9, parameters: { path: ['userId'] } },
    ]);
  });

  it('have a known base as soon as one of them has', () => {
    const [one] = joined(candidate('/a', { baseless: true }), candidate('/a'));
    expect(one?.baseless).toBeUndefined();
  });

  it('keep the longer list of operations that a body takes', () => {
    const body = (operationName: string[]): Partial<Candidate> => ({
      parameters: { path: [], query: [], body: { operationName } },
    });
    const [one] = joined(
      candidate('/graphql', body(['a'])),
      candidate('/graphql', body(['a', 'b'])),
    );
    expect(one?.parameters.body).toEqual({ operationName: ['a', 'b'] });
  });
});

describe('the limit of candidates', () => {
  const paths = Array.from({ length: 5100 }, (_, index) => `/api/p${index}x`);

  it.each([
    ['a document', () => readDocument({ openapi: '3.0.0', paths: pathItems(paths) }).candidates],
    ['a script', () => readScript(paths.map((path) => `fetch('${path}')`).join(';'))],
    ['a run', () => runOf(paths)],
  ])('is the same 5,000 for %s', (_reader, find) => expect(find()).toHaveLength(5000));
});

const pathItems = (paths: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(paths.map((path) => [path, { get: {} }]));

function runOf(paths: readonly string[]): unknown[] {
  const store = createEndpointStore(origin);
  for (const path of paths) store.add(candidate(path));
  return store.findings();
}
