import { distinct } from '../evaluate/combine-values.ts';
import { ABSENT, type Value } from '../evaluate/value.ts';
import { evaluateAt, type World } from '../evaluate/world.ts';
import type { Client } from './client.ts';

export const axios: Client = {
  name: 'axios',
  globals: ['axios'],
  packages: { axios: 'axios' },
  requester: {
    global: 'axios',
    technique: 'axios-call',
    defaultBase,
    ownProperties: ['CancelToken', 'isAxiosError', 'AxiosHeaders'],
  },
  receiverWords: ['axios'],
  baseKeys: ['baseURL'],
  requestKeys: ['responseType'],
  queryKeys: ['params'],
  bodyKeys: ['data'],
};

/** `axios.defaults.baseURL = '/api'`, or an interceptor's `config.baseURL = '/api'`, where all have the same value. */
function defaultBase(world: World): readonly Value[] | null {
  const stores = (world.index.targetStores.get('baseURL') ?? []).filter(
    ({ target }) =>
      target?.type === 'Identifier' ||
      (target?.type === 'MemberExpression' &&
        target.property.type === 'Identifier' &&
        target.property.name === 'defaults'),
  );
  const values = distinct(
    stores
      .slice(0, 4)
      .flatMap((store) => evaluateAt(world, { place: store.place, frame: null }))
      .filter((value) => value !== ABSENT),
  );
  return values.length === 1 ? values : null;
}
