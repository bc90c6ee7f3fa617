import { CONFIDENCE } from '../confidence.ts';
import { REST, argument } from '../requests/request-reading.ts';
import type { RequestCall } from '../requests/sink.ts';
import type { Client } from './client.ts';

/** Server-sent events: `new EventSource('/events')`, and the packages that do the same over `fetch`. */
export const eventSource: Client = {
  name: 'EventSource',
  recognize: (call) =>
    opensStream(call)
      ? {
          read: (world, env) => ({
            ...REST,
            urls: argument(world, call.node, 0, env),
            methods: 'GET',
            confidence: CONFIDENCE.requestFunction,
            technique: 'event-source',
            apiType: 'sse',
          }),
        }
      : null,
};

const opensStream = ({ name, first, isNew }: RequestCall): boolean =>
  isNew
    ? name === 'EventSource' || name === 'EventSourcePolyfill'
    : name === 'fetchEventSource' && first !== undefined;
