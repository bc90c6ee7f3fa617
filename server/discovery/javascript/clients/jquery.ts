import { CONFIDENCE } from '../../findings/confidence.ts';
import type { CallNode, Node } from '../syntax/ast.ts';
import { HTTP_METHODS, isMethodLiteral } from '../syntax/http-methods.ts';
import type { Place, ScriptFile } from '../syntax/scope.ts';
import { ABSENT, type Value, literalOf } from '../evaluate/value.ts';
import { type Env, evaluateAt, type World } from '../evaluate/world.ts';
import { readMethodFirst } from '../requests/read-shapes.ts';
import {
  REST,
  type RequestReading,
  argument,
  options,
  orGet,
  startsLikePath,
} from '../requests/request-reading.ts';
import { type Recognized, type RequestCall, receiverOf, type Sink } from '../requests/sink.ts';
import type { Client } from './client.ts';

export const jquery: Client = {
  name: 'jQuery',
  globals: ['jQuery', '$'],
  packages: { jquery: 'jQuery' },
  receiverWords: ['ajax'],
  addressKeys: ['ajax'],
  requestKeys: ['dataType', 'contentType', 'success', 'beforeSend'],
  serializers: ['param', 'serialize'],
  recognize,
  declared,
};

const SHORTHANDS: Readonly<Record<string, string>> = { get: 'GET', post: 'POST', getJSON: 'GET' };

const FOUND = {
  ...REST,
  confidence: CONFIDENCE.requestFunction,
  technique: 'jquery-call',
} as const;

function recognize(call: RequestCall): Recognized | null {
  const { node, name, first, isNew, isMember } = call;
  if (isNew || !first || name === null) return null;
  if (name === 'ajax')
    return isMethodLiteral(first)
      ? { read: (world, env) => readMethodFirst(world, node, env), guessed: true }
      : { read: (world, env) => readAjax(world, node, env) };
  const method = SHORTHANDS[name];
  if (!isMember || method === undefined) return null;
  const surely = name === 'getJSON';
  return {
    read: (world, env) =>
      surely || isJquery(world, receiverOf(call)?.object, env)
        ? readShorthand(world, node, method, env)
        : null,
    tentative: !surely,
  };
}

/** `$.ajax({url, type: 'POST', data})`, `$.ajax('/users', {…})`; other libraries' `ajax` takes the method first. */
function readAjax(world: World, node: CallNode, env: Env): RequestReading | null {
  const first = argument(world, node, 0, env);
  if (first.some((value) => HTTP_METHODS.has(literalOf(value) ?? '')))
    return readMethodFirst(world, node, env);
  const settings = [
    ...first.filter((value) => value.kind !== 'text'),
    ...argument(world, node, 1, env).filter((value) => value !== ABSENT),
  ];
  const written = first.filter((value) => value.kind === 'text' && value !== ABSENT);
  const methods = orGet(options(world, settings, ['method', 'type'], env));
  const data = options(world, settings, ['data'], env);
  const isGet = methods.every((value) => (literalOf(value) ?? '').toUpperCase() === 'GET');
  return {
    ...FOUND,
    urls: written.length > 0 ? written : options(world, settings, ['url'], env),
    methods,
    ...parameters(isGet, data),
  };
}

/** `$.get('/users', {page: 1})`, or `$.get(settings)` with the settings of `$.ajax`. */
function readShorthand(world: World, node: CallNode, method: string, env: Env): RequestReading {
  const first = argument(world, node, 0, env);
  const urls = options(world, first, ['url'], env);
  const isSettings = urls.length > 0 && first.every(({ kind }) => kind !== 'unknown');
  const data = argument(world, node, 1, env);
  return {
    ...FOUND,
    urls: isSettings ? urls : first,
    methods: method,
    ...parameters(method === 'GET', data),
  };
}

const parameters = (isGet: boolean, data: readonly Value[]) =>
  isGet ? { query: data, body: [] } : { query: [], body: data };

const GLOBALS = new Set(['$', 'jQuery', 'window.jQuery']);

function isJquery(world: World, object: Node | undefined, env: Env): boolean {
  if (!object) return false;
  return world
    .evaluate(object, env)
    .some((value) => value.kind === 'global' && GLOBALS.has(value.name));
}

/** `$('#table').DataTable({ajax: '/rows'})`: widgets make the request themselves. */
function declared(file: ScriptFile): Sink[] {
  return file.addressKeys
    .filter(({ name }) => name === 'ajax')
    .map(({ place }) => ({ place, read: (world) => readWidget(world, place), guessed: false }));
}

function readWidget(world: World, place: Place): RequestReading | null {
  const urls = evaluateAt(world, { place, frame: null }).filter(
    (value) => value.kind === 'text' && startsLikePath(value),
  );
  if (urls.length === 0) return null;
  return {
    ...REST,
    urls,
    methods: 'GET',
    confidence: CONFIDENCE.shape,
    technique: 'options-object',
  };
}
