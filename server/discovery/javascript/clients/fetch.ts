import { CONFIDENCE } from '../../findings/confidence.ts';
import { readPathAndInit } from '../requests/read-shapes.ts';
import { REST, argument } from '../requests/request-reading.ts';
import type { Recognized, RequestCall } from '../requests/sink.ts';
import type { Client } from './client.ts';

/** The browser's own `fetch`, `new Request` and `navigator.sendBeacon`. */
export const fetchClient: Client = {
  name: 'fetch',
  bodyKeys: ['body'],
  recognize,
};

function recognize({ node, name, first, isNew }: RequestCall): Recognized | null {
  if (isNew ? name === 'Request' : name === 'fetch' && first)
    return {
      read: (world, env) => ({
        ...readPathAndInit(world, node, env),
        confidence: CONFIDENCE.requestFunction,
        technique: 'fetch-call',
        // Libraries write `new Request('word')` to test whether the browser has the class.
        typed: !isNew,
      }),
    };
  if (isNew || !first || name !== 'sendBeacon') return null;
  return {
    read: (world, env) => ({
      ...REST,
      urls: argument(world, node, 0, env),
      methods: 'POST',
      body: argument(world, node, 1, env),
      confidence: CONFIDENCE.requestFunction,
      technique: 'fetch-call',
    }),
  };
}
