import { CONFIDENCE } from '../../findings/confidence.ts';
import type { CallNode } from '../syntax/ast.ts';
import { HTTP_METHODS } from '../syntax/http-methods.ts';
import { literalOf } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import { REST, type RequestReading, argument } from '../requests/request-reading.ts';
import type { Client } from './client.ts';

/** `request.open('GET', '/users')` of an `XMLHttpRequest`. */
export const xhr: Client = {
  name: 'XMLHttpRequest',
  recognize: ({ node, name, isNew, isMember }) =>
    !isNew && isMember && name === 'open' && node.arguments.length >= 2
      ? { read: (world, env) => readOpen(world, node, env) }
      : null,
};

/** `open` is a common name. It is a request only where its first argument is an HTTP method, or a parameter. */
function readOpen(world: World, node: CallNode, env: Env): RequestReading | null {
  const methods = argument(world, node, 0, env);
  const isRequest = methods.some(
    (value) =>
      HTTP_METHODS.has((literalOf(value) ?? '').toUpperCase()) ||
      (value.kind === 'unknown' && value.hole.owner !== null),
  );
  if (!isRequest) return null;
  return {
    ...REST,
    urls: argument(world, node, 1, env),
    methods,
    confidence: CONFIDENCE.requestFunction,
    technique: 'xhr-call',
  };
}
