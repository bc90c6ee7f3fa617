import { calleeName, type Node, namesPath, unwrap } from '../syntax/ast.ts';
import { type CallSite, lookup, type ScriptFile } from '../syntax/scope.ts';
import type { Holders } from '../evaluate/aliases.ts';
import type { Libraries } from '../evaluate/world.ts';
import { readObject } from '../requests/read-shapes.ts';
import { handsOnRequest, recognizeShape } from '../requests/shapes.ts';
import { type Read, type RequestCall, type Sink, requestCall } from '../requests/sink.ts';
import { CLIENTS } from './table.ts';

/**
 * The places in a file that may make a request: calls in source order, then objects that look like the settings of a
 * request, then declarations from which a library makes requests.
 * @param fetches the variables and properties that hold `fetch`, whatever they are called
 */
export function findSinks(file: ScriptFile, libraries: Libraries, fetches: Holders): Sink[] {
  const sinks: Sink[] = [];
  const read = new Set<Node>();
  for (const call of file.calls.flatMap((each) => [each, ...handedCall(each, libraries)])) {
    const sink = sinkOf(
      isFetch(call, fetches) ? requestCall(call, 'fetch') : requestCall(call),
      libraries,
    );
    if (!sink) continue;
    sinks.push(sink);
    for (const argument of call.node.arguments)
      if (argument.type === 'ObjectExpression') read.add(argument);
  }
  for (const place of file.requestObjects)
    if (!read.has(place.node))
      sinks.push({
        place,
        read: (world, env) => readObject(world, place.node, env),
        guessed: false,
      });
  return [...sinks, ...CLIENTS.flatMap((client) => client.declared?.(file) ?? [])];
}

function sinkOf(call: RequestCall, libraries: Libraries): Sink | null {
  const place = { node: call.node, scope: call.scope, at: call.at };
  const tries: Read[] = [];
  let guessed = false;
  for (const recognize of RECOGNIZERS) {
    const found = recognize(call, libraries);
    if (!found) continue;
    tries.push(found.read);
    guessed = found.guessed ?? false;
    if (!found.tentative) break;
  }
  const [only] = tries;
  if (!only) return null;
  return { place, read: tries.length === 1 ? only : firstOf(tries), guessed };
}

const RECOGNIZERS = [
  ...CLIENTS.flatMap(({ recognize }) => (recognize ? [recognize] : [])),
  recognizeShape,
];

const firstOf =
  (tries: readonly Read[]): Read =>
  (world, env) => {
    for (const read of tries) {
      const reading = read(world, env);
      if (reading) return reading;
    }
    return null;
  };

/** `call(client.get, '/users')`: a saga, a retry or a queue calls the function with the arguments that follow it. */
function handedCall({ node, scope, at }: CallSite, libraries: Libraries): CallSite[] {
  const [callee, path] = node.arguments;
  if (!callee || callee.type === 'SpreadElement' || !namesPath(path)) return [];
  if (!handsOnRequest(callee, calleeName(callee) ?? '', libraries)) return [];
  const rest = node.arguments.slice(1);
  return [
    { node: { type: 'CallExpression', callee, arguments: rest, optional: false }, scope, at },
  ];
}

function isFetch({ node, scope }: CallSite, { variables, properties }: Holders): boolean {
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') return properties.has(calleeName(callee) ?? '');
  if (variables.size === 0 || callee.type !== 'Identifier') return false;
  const binding = lookup(scope, callee.name);
  return binding !== null && variables.has(binding);
}
