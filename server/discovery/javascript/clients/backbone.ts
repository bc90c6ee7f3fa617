import { CONFIDENCE } from '../../findings/confidence.ts';
import { calleeName, isFunction, keyName, type Node } from '../syntax/ast.ts';
import { finishFrame } from '../evaluate/frames.ts';
import { REST, type RequestReading } from '../requests/request-reading.ts';
import type { CallSite, Place, ScriptFile } from '../syntax/scope.ts';
import type { Sink } from '../requests/sink.ts';
import { concat } from '../evaluate/combine-values.ts';
import { type Frame, text, unknown } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';
import type { Client } from './client.ts';

/** `Model.extend({urlRoot: '/users'})`: classes hold their address, and inherited methods request it. */
export const backbone: Client = {
  name: 'Backbone',
  declared: (file) => [...file.calls.flatMap((call) => ofExtend(file, call)), ...ofClasses(file)],
};

/** The names of classes that hold an address. */
const RESOURCE_NAME = /(?:model|collection)$/i;

function ofExtend(file: ScriptFile, { node, scope, at }: CallSite): Sink[] {
  const [body] = node.arguments;
  const { callee } = node;
  if (body?.type !== 'ObjectExpression' || callee.type !== 'MemberExpression') return [];
  if (calleeName(callee) !== 'extend') return [];
  const values = body.properties.flatMap((property) =>
    property.type === 'Property'
      ? [{ name: keyName(property.key, property.computed), value: property.value }]
      : [],
  );
  const named = callee.object.type !== 'Super' && isResource(callee.object);
  const isClass = named || values.some(({ name }) => name === 'urlRoot' || name === 'model');
  return values.flatMap(({ name, value }) =>
    // `$.extend({url: '/x'}, options)` merges options; only a class has methods for addresses.
    isAddressName(name) && (isClass || isFunction(value))
      ? sinksAt(file, name, { node: value, scope, at })
      : [],
  );
}

function ofClasses(file: ScriptFile): Sink[] {
  const sinks: Sink[] = [];
  for (const { node, members } of file.classes.values()) {
    if (!node.superClass || !isResource(node.superClass)) continue;
    for (const name of ['url', 'urlRoot'])
      for (const member of members.get(name) ?? []) {
        const places = member.kind === 'value' ? [member.place] : member.fn.returns;
        sinks.push(...places.flatMap((place) => sinksFor(name, place)));
      }
  }
  return sinks;
}

function isResource(node: Node): boolean {
  const name = calleeName(node);
  // `Model.default`, as compiled imports are written.
  if (name === 'default' && node.type === 'MemberExpression' && node.object.type !== 'Super')
    return isResource(node.object);
  return name !== null && RESOURCE_NAME.test(name);
}

function isAddressName(name: string | null): name is string {
  return name === 'url' || name === 'urlRoot';
}

function sinksAt(file: ScriptFile, name: string, place: Place): Sink[] {
  const returns = isFunction(place.node) ? file.functions.get(place.node)?.returns : [place];
  return (returns ?? []).slice(0, 4).flatMap((at) => sinksFor(name, at));
}

function sinksFor(name: string, place: Place): Sink[] {
  const kinds: Kind[] = name === 'urlRoot' ? ['root', 'item'] : ['url'];
  return kinds.map((kind) => ({
    place,
    read: (world, env) => readResource(world, place.node, kind, env),
    guessed: false,
  }));
}

/** The library's own call of a method that returns the address: it passes no arguments. */
function callWithoutArguments(world: World, node: Node, { scope: { fn } }: Env): Frame | null {
  if (!fn?.returns.some((place) => place.node === node)) return null;
  return finishFrame(world, { fn, args: [], open: null, self: null, outer: null, depth: 1 });
}

/** `root` is `urlRoot`, to which new models are posted; `item` is `urlRoot` with the id of a model. */
type Kind = 'url' | 'root' | 'item';

function readResource(world: World, node: Node, kind: Kind, env: Env): RequestReading {
  const urls = world.evaluate(node, { ...env, frame: callWithoutArguments(world, node, env) });
  return {
    ...REST,
    urls: kind === 'item' ? urls.map((url) => concat(concat(url, text('/')), unknown('id'))) : urls,
    methods: kind === 'root' ? 'POST' : 'GET',
    confidence: CONFIDENCE.shape,
    technique: 'resource-class',
  };
}
