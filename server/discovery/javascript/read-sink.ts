import type { ESTree } from 'meriyah';
import { calleeName, unwrap, type Node } from './ast.ts';
import { clientBase } from './clients.ts';
import { argumentsFrom, argumentsOf } from './frames.ts';
import { HTTP_METHODS, takesHandler, type Sink } from './sinks.ts';
import { ABSENT, concatAll, literalOf, partsOf, text, type Value } from './value.ts';
import { evaluateAt, type Env, type World } from './world.ts';

/** What a request asks for, all alternatives of each part side by side. */
export interface RequestReading {
  readonly urls: readonly Value[];
  /** `null`: any. */
  readonly methods: readonly Value[] | string;
  readonly query: readonly Value[];
  readonly body: readonly Value[];
  readonly confidence: number;
  readonly technique: string;
  readonly apiType: 'rest' | 'sse' | 'websocket';
  /** The callee is surely a request function, so that `users` means a path. */
  readonly typed: boolean;
  /** What is called comes from a file that has not been read. */
  readonly waits?: boolean;
}

const REST = { query: [], body: [], apiType: 'rest', typed: true } as const;
const CLIENT_WORDS = ['http', 'api', 'axios', 'ajax', 'rest', 'fetcher', 'backend', 'superagent'];
const CLIENT_NAMES = new Set([
  'client',
  'request',
  'ky',
  'got',
  'instance',
  'agent',
  'wretch',
  'service',
  'gateway',
  'server',
]);
/** Collections have `get` and `delete` too. */
const COLLECTION_WORDS = [
  'map',
  'cache',
  'store',
  'storage',
  'registry',
  'param',
  'header',
  'cookie',
  'config',
  'route',
  'set',
  'state',
  'form',
  'control',
  'translate',
  'injector',
  'session',
  'query',
];

export function readSink(world: World, sink: Sink, env: Env): RequestReading | null {
  const node = sink.place.node;
  if (sink.kind === 'object') return readObject(world, node, env);
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
  switch (sink.kind) {
    case 'fetch':
      return readFetch(world, node, env, 'fetch-call', 0.8);
    case 'options':
      return readOptions(world, node, env);
    case 'xhr':
      return readXhr(world, node, env);
    case 'ajax':
      return readAjax(world, node, env);
    case 'verb':
      return readVerb(world, node, sink.name, env);
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

function argument(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  index: number,
  env: Env,
): Value[] {
  const { args, open } = argumentsOf(world, node, env);
  const located = args[index];
  if (located) return evaluateAt(world, located);
  const further = argumentsFrom(world, args, open, index);
  return further.items[0] ? evaluateAt(world, further.items[0]) : [further.rest ?? ABSENT];
}

function options(
  world: World,
  values: readonly Value[],
  names: readonly string[],
  env: Env,
): Value[] {
  const out: Value[] = [];
  for (const value of values) {
    if (
      value.kind !== 'object' &&
      value.kind !== 'merged' &&
      value.kind !== 'unknown' &&
      value.kind !== 'instance' &&
      value.kind !== 'made'
    )
      continue;
    for (const name of names)
      out.push(...world.property(value, name, env).filter((found) => found !== ABSENT));
  }
  return out;
}

function orGet(methods: readonly Value[]): readonly Value[] {
  return methods.length > 0 ? methods : [text('GET')];
}

function readFetch(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
  technique: string,
  confidence: number,
): RequestReading {
  const first = argument(world, node, 0, env).flatMap((value) =>
    value.kind === 'object' || value.kind === 'merged'
      ? options(world, [value], ['url'], env)
      : [value],
  );
  const second = argument(world, node, 1, env);
  return {
    ...REST,
    urls: first,
    methods: orGet(options(world, second, ['method'], env)),
    query: options(world, second, ['params', 'query', 'searchParams'], env),
    body: options(world, second, ['body', 'json', 'data'], env),
    confidence,
    technique,
  };
}

/** `something('/users', {method: 'POST'})`, `something('/users', 'POST')`. */
function readOptions(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
  const reading = readFetch(world, node, env, 'options-object', 0.65);
  const second = argument(world, node, 1, env);
  const plain = second.filter((value) => HTTP_METHODS.has((literalOf(value) ?? '').toUpperCase()));
  const base = clientBase(world, node.callee, env);
  const urls = base ? withBase(base, reading.urls) : reading.urls.filter(startsLikePath);
  if (urls.length === 0) return null;
  return {
    ...reading,
    urls,
    methods: plain.length > 0 ? plain : reading.methods,
    body: plain.length > 0 ? argument(world, node, 2, env) : reading.body,
    typed: base !== null,
  };
}

function readXhr(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
  const methods = argument(world, node, 0, env);
  const plausible = methods.some(
    (value) =>
      HTTP_METHODS.has((literalOf(value) ?? '').toUpperCase()) ||
      (value.kind === 'unknown' && value.hole.owner !== null),
  );
  return plausible
    ? {
        ...REST,
        urls: argument(world, node, 1, env),
        methods,
        confidence: 0.8,
        technique: 'xhr-call',
      }
    : null;
}

function readAjax(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading {
  const first = argument(world, node, 0, env);
  const second = argument(world, node, 1, env);
  const settings = [
    ...first.filter((value) => value.kind !== 'text'),
    ...second.filter((value) => value !== ABSENT),
  ];
  const written = first.filter((value) => value.kind === 'text' && value !== ABSENT);
  const methods = orGet(options(world, settings, ['method', 'type'], env));
  const data = options(world, settings, ['data'], env);
  const isGet = methods.every((value) => (literalOf(value) ?? '').toUpperCase() === 'GET');
  const urls = written.length > 0 ? written : options(world, settings, ['url'], env);
  return {
    ...REST,
    urls,
    methods,
    query: isGet ? data : [],
    body: isGet ? [] : data,
    confidence: 0.8,
    technique: 'jquery-call',
  };
}

function methodOfVerb(name: string): string {
  const plain = name.startsWith('$') ? name.slice(1) : name;
  if (plain === 'del') return 'DELETE';
  return plain === 'getJSON' || plain === 'jsonp' ? 'GET' : plain.toUpperCase();
}

function receiverName(
  node: ESTree.CallExpression | ESTree.NewExpression,
): { name: string; object: Node } | null {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
  const object = unwrap(callee.object);
  return { name: calleeName(object) ?? '', object };
}

function isJquery(world: World, object: Node, env: Env): boolean {
  return world
    .evaluate(object, env)
    .some(
      (value) =>
        value.kind === 'global' &&
        (value.name === '$' || value.name === 'jQuery' || value.name === 'window.jQuery'),
    );
}

function readVerb(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  verb: string,
  env: Env,
): RequestReading | null {
  const receiver = receiverName(node);
  if (!receiver) return null;
  const method = methodOfVerb(verb);
  const lower = receiver.name.toLowerCase();
  const named =
    CLIENT_NAMES.has(lower.replace('$', '').replace('_', '')) ||
    CLIENT_WORDS.some((word) => lower.includes(word));
  const urls = argument(world, node, 0, env);
  if (
    !named &&
    verb !== 'getJSON' &&
    lower !== '$' &&
    !urls.some((value) => value.kind === 'text' && value.parts.length > 0)
  )
    return null;
  const jquery =
    (verb === 'get' || verb === 'post' || verb === 'getJSON') &&
    isJquery(world, receiver.object, env);
  if (jquery || verb === 'getJSON') {
    const data = argument(world, node, 1, env);
    return {
      ...REST,
      urls,
      methods: method,
      query: method === 'GET' ? data : [],
      body: method === 'GET' ? [] : data,
      confidence: 0.8,
      technique: 'jquery-call',
    };
  }
  if (takesHandler(node)) return null;
  const base = clientBase(world, receiver.object, env);
  const receivers = world.evaluate(receiver.object, env);
  if (receivers.some(({ kind }) => kind === 'fields' || kind === 'array' || kind === 'text'))
    return null;
  const waits = receivers.some((value) => value.kind === 'unknown' && value.hole.missing);
  const client = base !== null || named;
  if (!client && COLLECTION_WORDS.some((word) => lower.includes(word))) return null;
  const usable = client ? urls : urls.filter(startsLikePath);
  if (usable.length === 0) return null;
  const withBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const config = argument(world, node, withBody ? 2 : 1, env);
  const direct = withBody ? argument(world, node, 1, env).filter((value) => value !== ABSENT) : [];
  const inner = options(world, direct, ['json'], env).filter((value) => value.kind !== 'unknown');
  return {
    ...REST,
    urls: base ? withBase(base, usable) : usable,
    methods: method,
    query: options(world, config, ['params', 'searchParams', 'query'], env),
    body:
      inner.length > 0 ? inner : withBody ? direct : options(world, config, ['data', 'body'], env),
    confidence: client ? 0.75 : 0.6,
    technique: lower.includes('axios') ? 'axios-call' : 'http-client-call',
    typed: client,
    waits,
  };
}

/** Whether a text can be a path by itself: `/users`, `https://…`, or an unknown base before `/users`. */
export function startsLikePath(value: Value): boolean {
  const parts = partsOf(value) ?? [];
  const [head, next] = parts;
  if (typeof head === 'string')
    return (
      head.startsWith('/') ||
      head.startsWith('http://') ||
      head.startsWith('https://') ||
      head.startsWith('./')
    );
  return head !== undefined && typeof next === 'string' && next.startsWith('/') && next.length > 2;
}

/** What axios does with `baseURL`. */
export function withBase(bases: readonly Value[], urls: readonly Value[]): Value[] {
  return urls.flatMap((url) => {
    const [head] = partsOf(url) ?? [];
    if (typeof head === 'string' && head.includes('://')) return [url];
    const slash = typeof head === 'string' && head.startsWith('/');
    return bases.flatMap((base) => {
      const last = (partsOf(base) ?? []).at(-1);
      const ends = typeof last === 'string' && last.endsWith('/');
      const trimmed: Value =
        ends && slash && base.kind === 'text'
          ? { ...base, parts: [...base.parts.slice(0, -1), last.slice(0, -1)] }
          : base;
      const glue = slash || ends || url === ABSENT ? trimmed : concatAll([trimmed], [text('/')])[0];
      return glue ? concatAll([glue], [url]) : [];
    });
  });
}

function readMethodFirst(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading | null {
  const urls = argument(world, node, 1, env).filter(startsLikePath);
  if (urls.length === 0) return null;
  return {
    ...REST,
    urls,
    methods: argument(world, node, 0, env),
    body: argument(world, node, 2, env),
    confidence: 0.65,
    technique: 'http-client-call',
  };
}

function readClient(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  name: string,
  env: Env,
): RequestReading | null {
  const first = argument(world, node, 0, env);
  const base = clientBase(world, node.callee, env);
  const isAxios =
    base !== null ||
    name === 'axios' ||
    world
      .evaluate(node.callee, env)
      .some((value) => value.kind === 'global' && value.name.startsWith('axios'));
  const settings = [
    ...first.filter((value) => value.kind !== 'text'),
    ...argument(world, node, 1, env).filter((value) => value.kind !== 'text'),
  ];
  const written = first.filter(
    (value) => value.kind === 'text' && value !== ABSENT && (isAxios || startsLikePath(value)),
  );
  const own = options(world, settings, ['baseURL', 'baseUrl'], env);
  const urls = written.length > 0 ? written : options(world, settings, ['url', 'uri'], env);
  const methods = orGet(options(world, settings, ['method', 'type'], env));
  if (urls.length === 0 || (!isAxios && methods.every(isOtherWord))) return null;
  const bases = own.length > 0 ? own : (base ?? []);
  return {
    ...REST,
    urls: bases.length > 0 ? withBase(bases, urls) : urls,
    methods,
    query: options(world, settings, ['params', 'query', 'searchParams'], env),
    body: options(world, settings, ['data', 'body', 'json'], env),
    confidence: isAxios ? 0.8 : 0.65,
    technique: isAxios ? 'axios-call' : 'options-object',
    typed: isAxios,
  };
}

/** A written word that is no method of HTTP: `type: 'OPEN'`. */
function isOtherWord(value: Value): boolean {
  const word = literalOf(value);
  return word !== null && !HTTP_METHODS.has(word.toUpperCase());
}

/** `{url: '/users', method: 'POST'}` that is handed on in a way that cannot be followed. */
function readObject(world: World, node: Node, env: Env): RequestReading | null {
  const settings = world.evaluate(node, env);
  const methods = options(world, settings, ['method', 'type'], env);
  const names = methods.map((value) => (literalOf(value) ?? '').toUpperCase());
  const written = names.length > 0 && names.every((name) => HTTP_METHODS.has(name));
  if (methods.length > 0 && !written) return null;
  return {
    ...REST,
    urls: options(world, settings, ['url', 'uri'], env).filter(
      (value) => written || startsLikePath(value),
    ),
    methods: orGet(methods),
    query: options(world, settings, ['params'], env),
    body: options(world, settings, ['data', 'body'], env),
    confidence: written ? 0.65 : 0.45,
    technique: 'options-object',
    typed: written,
  };
}

/** socket.io asks for `path` (by default `/socket.io`) at the origin; the rest of the address is a namespace. */
function readSocketIo(
  world: World,
  node: ESTree.CallExpression | ESTree.NewExpression,
  env: Env,
): RequestReading {
  const first = argument(world, node, 0, env);
  const second = argument(world, node, 1, env);
  const path = options(
    world,
    [...second, ...first].filter((value) => value.kind !== 'unknown'),
    ['path'],
    env,
  );
  return {
    ...REST,
    urls: path.length > 0 ? path : [text('/socket.io')],
    methods: 'GET',
    confidence: 0.75,
    technique: 'websocket',
    apiType: 'websocket',
  };
}
