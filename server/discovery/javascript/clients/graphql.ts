import { CONFIDENCE } from '../../findings/confidence.ts';
import type { Candidate } from '../../findings.ts';
import { toAddress } from '../addresses/address.ts';
import { isGraphqlUrl } from '../../findings/api-marker.ts';
import type { ScriptFile } from '../syntax/scope.ts';
import { partsOf } from '../evaluate/value.ts';
import { type World, startQuestion, evaluateAt } from '../evaluate/world.ts';
import type { Client, LibraryReader } from './client.ts';

/** Apollo, urql, Relay and the like: all requests are GraphQL documents that are sent to one address. */
export const graphql: Client = {
  name: 'GraphQL clients',
  addressKeys: ['httpEndpoint', 'graphqlUrl', 'graphqlEndpoint'],
  startReading,
};

const OPERATIONS_MAX = 200;

const OPERATIONS_LISTED_MAX = 100;

function startReading(): LibraryReader {
  const operations = new Set<string>();
  return {
    add(world, file) {
      for (const document of file.documents)
        for (const name of operationsOf(document) ?? [])
          if (operations.size < OPERATIONS_MAX) operations.add(name);
      return endpointsOf(world, file);
    },
    finish: (known) => withOperations(known, operations),
  };
}

/** Names of the operations in a text that is a GraphQL document; `null` for any other text. */
function operationsOf(document: string): string[] | null {
  const text = document.trimStart();
  const begins = ['query', 'mutation', 'subscription', 'fragment'].some(
    (word) => text.startsWith(word) && isBoundary(text[word.length]),
  );
  if (!begins || !text.includes('{')) return null;
  const names = new Set<string>();
  const words = text.slice(0, 20_000).split(/[\s({]/);
  for (const [index, word] of words.entries()) {
    const next = words[index + 1] ?? '';
    if ((word === 'query' || word === 'mutation' || word === 'subscription') && isName(next))
      names.add(next);
    if (names.size >= OPERATIONS_LISTED_MAX) break;
  }
  return [...names];
}

function isBoundary(char: string | undefined): boolean {
  return (
    char === ' ' || char === '{' || char === '(' || char === '\n' || char === '\t' || char === '\r'
  );
}

function isName(word: string): boolean {
  if (word === '' || word.length > 80) return false;
  for (const char of word)
    if (
      !(
        (char >= 'a' && char <= 'z') ||
        (char >= 'A' && char <= 'Z') ||
        (char >= '0' && char <= '9') ||
        char === '_'
      )
    )
      return false;
  return true;
}

/** The addresses in the settings of GraphQL clients: `new HttpLink({uri: '/graphql'})`. */
function endpointsOf(world: World, file: ScriptFile): Candidate[] {
  const out: Candidate[] = [];
  for (const { place } of file.addressKeys) {
    startQuestion(world, new Map(), 500);
    for (const value of evaluateAt(world, { place, frame: null })) {
      const parts = value.kind === 'text' ? partsOf(value) : null;
      const address = parts ? toAddress(parts, world.documentBase, true) : null;
      if (address && isGraphqlUrl(address.url)) out.push(graphqlCandidate(address.url, file.url));
    }
  }
  return out;
}

function graphqlCandidate(url: string, file: string): Candidate {
  const socket = url.startsWith('ws');
  return {
    method: socket ? 'GET' : 'POST',
    url,
    apiType: socket ? 'websocket' : 'graphql',
    parameters: {
      path: [],
      query: [],
      body: socket ? {} : { query: 'string', variables: 'object' },
    },
    confidence: CONFIDENCE.requestFunction,
    file,
    technique: 'graphql-document',
  };
}

/** Adds the operations of all files to the GraphQL endpoints. */
function withOperations(
  candidates: readonly Candidate[],
  operations: ReadonlySet<string>,
): Candidate[] {
  if (operations.size === 0) return [];
  return candidates
    .filter((candidate) => candidate.apiType === 'graphql' && candidate.method !== 'GET')
    .map((candidate) => ({
      ...candidate,
      parameters: {
        ...candidate.parameters,
        body: {
          query: 'string',
          variables: 'object',
          ...candidate.parameters.body,
          operationName: [...operations].slice(0, OPERATIONS_LISTED_MAX),
        },
      },
    }));
}
