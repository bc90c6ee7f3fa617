import { CONFIDENCE } from '../../findings/confidence.ts';
import type { Candidate } from '../../findings.ts';
import { toAddress } from '../addresses/address.ts';
import type { Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/called-name.ts';
import { receiverOf } from '../requests/sink.ts';
import { receiverChain } from './receiver-chain.ts';
import type { Scope, ScriptFile } from '../syntax/scope.ts';
import { partsOf } from '../evaluate/value.ts';
import { type World, startQuestion, evaluateAt } from '../evaluate/world.ts';
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

const QUERIES = new Set(
  (
    'useQuery query useSuspenseQuery useInfiniteQuery useSuspenseInfiniteQuery prefetch ' +
    'fetch queryOptions'
  ).split(' '),
);

const MUTATIONS = new Set([
  'useMutation',
  'mutate',
  'mutationOptions',
  'useSubscription',
  'subscribe',
]);

const PROCEDURES_MAX = 2_000;

const PROCEDURES_PER_FILE_MAX = 1_000;

interface Procedure {
  readonly path: string;
  readonly kind: 'query' | 'mutation';
  readonly file: string;
}

/** tRPC calls, known by their shape: `client.post.list.useQuery(…)`. They count only where a tRPC address is known. */
function proceduresOf(file: ScriptFile): Procedure[] {
  const out: Procedure[] = [];
  for (const call of file.calls) {
    if (out.length >= PROCEDURES_PER_FILE_MAX) break;
    const kind = kindOf(calledName(call));
    const receiver = kind && receiverOf(call);
    const path = receiver && pathOf(receiver.object, call.scope);
    if (kind && path) out.push({ path, kind, file: file.url });
  }
  return out;
}

function kindOf(name: string | null): Procedure['kind'] | null {
  if (name === null) return null;
  if (QUERIES.has(name)) return 'query';
  return MUTATIONS.has(name) ? 'mutation' : null;
}

/** `client.post.list` without its root: `post.list`. */
function pathOf(object: Node, scope: Scope): string | null {
  const { root, links } = receiverChain(object, scope, false);
  const names = links.flatMap(({ name, args }) => (name !== null && !args ? [name] : []));
  const isPath = names.length === links.length && names.length >= 2 && names.length <= 5;
  return isPath && root.type === 'Identifier' ? names.join('.') : null;
}

function candidatesOf(bases: ReadonlySet<string>, procedures: readonly Procedure[]): Candidate[] {
  const [base] = bases;
  if (base === undefined) return [];
  return procedures.map(({ path, kind, file }) => ({
    method: kind === 'query' ? 'GET' : 'POST',
    url: `${base.endsWith('/') ? base.slice(0, -1) : base}/${path}`,
    apiType: 'rpc',
    parameters: { path: [], query: kind === 'query' ? ['input'] : [], body: {} },
    confidence: CONFIDENCE.declared,
    file,
    technique: 'trpc',
  }));
}

/** The addresses in the settings of tRPC's links: `httpBatchLink({url: '/api/trpc'})`. */
function basesOf(world: World, file: ScriptFile): string[] {
  const bases: string[] = [];
  for (const { place } of file.addressKeys) {
    startQuestion(world, new Map(), 500);
    for (const value of evaluateAt(world, { place, frame: null })) {
      const parts = value.kind === 'text' ? partsOf(value) : null;
      const url = parts ? toAddress(parts, world.documentBase, true)?.url : undefined;
      if (url?.endsWith('/trpc') || url?.endsWith('/trpc/')) bases.push(url);
    }
  }
  return bases;
}
