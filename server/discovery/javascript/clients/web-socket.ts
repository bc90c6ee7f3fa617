import { CONFIDENCE } from '../../findings/confidence.ts';
import { REST, argument } from '../requests/request-reading.ts';
import type { Recognized, RequestCall } from '../requests/sink.ts';
import type { Client } from './client.ts';

const CLASSES = new Set(['WebSocket', 'ReconnectingWebSocket', 'SockJS']);

/** `new WebSocket('/live')`, and packages whose classes take the same arguments. */
export const webSocket: Client = {
  name: 'WebSocket',
  recognize: (call) =>
    call.isNew && call.name !== null && CLASSES.has(call.name) ? readSocket(call) : null,
};

/** A socket whose address is the first argument. */
export function readSocket({ node }: RequestCall): Recognized {
  return {
    read: (world, env) => ({
      ...REST,
      urls: argument(world, node, 0, env),
      methods: 'GET',
      confidence: CONFIDENCE.requestFunction,
      technique: 'websocket',
      apiType: 'websocket',
    }),
  };
}
