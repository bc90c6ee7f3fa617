import {
  readAjax,
  readFetch,
  readMethodFirst,
  readObject,
  readOptions,
  readSocketIo,
  readXhr,
} from './read-calls.ts';
import { readDeclared, readTypedVerb } from './declared.ts';
import { readClient, readVerb } from './read-clients.ts';
import { REST, type RequestReading, argument } from './request-reading.ts';
import { readResource } from './resources.ts';
import type { Sink } from './sinks.ts';
import type { Env, World } from '../evaluate/world.ts';

export function readSink(world: World, sink: Sink, env: Env): RequestReading | null {
  const node = sink.place.node;
  if (sink.kind === 'object') return readObject(world, node, env);
  if (sink.kind === 'resource') return readResource(world, node, sink.name, env);
  if (sink.kind === 'declared') return readDeclared(world, node, sink.name, env);
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
  switch (sink.kind) {
    case 'fetch':
      return {
        ...readFetch(world, node, env, 'fetch-call', 0.8),
        // `new Request('word')` is how libraries ask whether the browser knows it.
        typed: node.type === 'CallExpression',
      };
    case 'options':
      return readOptions(world, node, env);
    case 'xhr':
      return readXhr(world, node, env);
    case 'ajax':
      return readAjax(world, node, env);
    case 'verb':
      return readVerb(world, node, sink.name, env);
    case 'typed-verb':
      return readTypedVerb(world, node, sink.name, env);
    case 'method-first':
      return readMethodFirst(world, node, env);
    case 'client':
      return readClient(world, node, sink.name, env);
    case 'beacon':
      return {
        ...REST,
        urls: argument(world, node, 0, env),
        methods: 'POST',
        body: argument(world, node, 1, env),
        confidence: 0.8,
        technique: 'fetch-call',
      };
    case 'events':
      return {
        ...REST,
        urls: argument(world, node, 0, env),
        methods: 'GET',
        confidence: 0.8,
        technique: 'event-source',
        apiType: 'sse',
      };
    case 'socket':
      return {
        ...REST,
        urls: argument(world, node, 0, env),
        methods: 'GET',
        confidence: 0.8,
        technique: 'websocket',
        apiType: 'websocket',
      };
    case 'socket-io':
      return readSocketIo(world, node, env);
    default:
      return sink.kind satisfies never;
  }
}
