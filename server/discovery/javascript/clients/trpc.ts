import type { Candidate } from '../../findings.ts';
import { toAddress } from '../addresses/address.ts';
import { type Node, calleeName, keyName, unwrap } from '../syntax/ast.ts';
import type { ScriptFile } from '../syntax/scope.ts';
import { partsOf } from '../evaluate/value.ts';
import { type World, ask, evaluateAt } from '../evaluate/world.ts';
import type { Client, LibraryReader } from './client.ts';

export const trpc: Client = { name: 'tRPC', pathMarkers: { trpc: 'rest' }, startReading };

function startReading(): LibraryReader {
  const procedures: Procedure[] = [];
  const bases = new Set<string>();
  return {
    add(world, file) {
      procedures.push(...proceduresOf(file).slice(0, PROCEDURES_MAX - procedures.length));
      for (const base of basesOf(world, file)) bases.add(base);
      return [];
    },
    finish: () => candidatesOf(bases, procedures),
  };
}

const QUERIES = new Set([
  'useQuery',
  'query',
  'useSuspenseQuery',
  'useInfiniteQuery',
  'useSuspenseInfiniteQuery',
  'prefetch',
  'fetch',
  'queryOptions',
]);

const MUTATIONS = new Set(['useMutation', 'mutate', 'mutationOptions']);

const SUBSCRIPTIONS = new Set(['useSubscription', 'subscribe']);

const PROCEDURES_MAX = 2_000;

const PROCEDURES_PER_FILE_MAX = 1_000;

interface Procedure {
  readonly path: string;
  readonly kind: 'query' | 'mutation';
  readonly file: string;
}

/** tRPC calls by their shape: `client.post.list.useQuery(…)`. They only count where a tRPC address is known. */
function proceduresOf(file: ScriptFile): Procedure[] {
  const out: Procedure[] = [];
  for (const call of file.calls) {
    if (out.length >= PROCEDURES_PER_FILE_MAX) break;
    const callee = unwrap(call.node.callee);
    const name = callee.type === 'MemberExpression' ? calleeName(callee) : null;
    if (name === null || callee.type !== 'MemberExpression') continue;
    const kind = QUERIES.has(name)
      ? 'query'
      : MUTATIONS.has(name) || SUBSCRIPTIONS.has(name)
        ? 'mutation'
        : null;
    if (!kind || callee.object.type === 'Super') continue;
    const path = namesOf(callee.object);
    if (path && path.length >= 2 && path.length <= 5)
      out.push({ path: path.join('.'), kind, file: file.url });
  }
  return out;
}

/** `client.post.list` without its root: [post, list]. */
function namesOf(node: Node): string[] | null {
  const names: string[] = [];
  let current = unwrap(node);
  while (current.type === 'MemberExpression') {
    const name = keyName(current.property, current.computed);
    if (name === null || current.object.type === 'Super' || names.length > 6) return null;
    names.unshift(name);
    current = unwrap(current.object);
  }
  return current.type === 'Identifier' ? names : null;
}

function candidatesOf(bases: ReadonlySet<string>, procedures: readonly Procedure[]): Candidate[] {
  const [base] = bases;
  if (base === undefined) return [];
  return procedures.map(({ path, kind, file }) => ({
    method: kind === 'query' ? 'GET' : 'POST',
    url: `${base.endsWith('/') ? base.slice(0, -1) : base}/${path}`,
    apiType: 'rpc',
    parameters: { path: [], query: kind === 'query' ? ['input'] : [], body: {} },
    confidence: 0.7,
    file,
    technique: 'trpc',
  }));
}

/** Addresses that tRPC's links are set up with: `httpBatchLink({url: '/api/trpc'})`. */
function basesOf(world: World, file: ScriptFile): string[] {
  const bases: string[] = [];
  for (const { place } of file.addressKeys) {
    ask(world, new Map(), 500);
    for (const value of evaluateAt(world, { place, frame: null })) {
      const parts = value.kind === 'text' ? partsOf(value) : null;
      const url = parts ? toAddress(parts, world.documentBase, true)?.url : undefined;
      if (url?.endsWith('/trpc') || url?.endsWith('/trpc/')) bases.push(url);
    }
  }
  return bases;
}
