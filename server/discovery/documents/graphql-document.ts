import { CONFIDENCE } from '../findings/confidence.ts';
import { Kind, parse, type DefinitionNode } from 'graphql';
import type { DocumentFindings } from './document-findings.ts';
import { type Fields, fieldsOf, listOf, textOf } from './untrusted.ts';

const OPERATIONS_MAX = 500;

/**
 * What servers answer when asked without a query. Each is the wording of an implementation in wide use:
 * graphql-http, Apollo, Yoga, Mercurius, gqlgen, Lighthouse, Strawberry, Hasura, Hot Chocolate, async-graphql.
 */
const MISSING_QUERY =
  /must provide (?:a )?(?:query|document)|missing query|query (?:string )?(?:is )?(?:missing|empty|required)|no (?:graphql )?(?:query|operation|document)|graphql operations must contain|graphql request must include|unknown query|key "?'?query'?"? (?:was )?not (?:present|found)|introspection is (?:not allowed|disabled)|cross-site request forgery|expecting a graphql|graphql only supports|must (?:be sent|use) .{0,20}post|persistedquery/i;

/** `{"data": {"__schema": …}}`, or the schema object alone as tools save it. */
export function introspectedSchema(document: Fields): Fields | null {
  const schema = fieldsOf(fieldsOf(document['data'])['__schema'] ?? document['__schema']);
  return Array.isArray(schema['types']) || schema['queryType'] !== undefined ? schema : null;
}

/** Reads an introspection result: one endpoint, with the names of its operations. */
export function readIntrospection(schema: Fields, findings: DocumentFindings): void {
  const types = new Map<string, Fields>();
  for (const type of listOf(schema['types'])) {
    const name = textOf(fieldsOf(type)['name']);
    if (name !== null) types.set(name, fieldsOf(type));
  }
  const operations = ['queryType', 'mutationType', 'subscriptionType'].flatMap((root) => {
    const name = textOf(fieldsOf(schema[root])['name']);
    const fields = listOf(name === null ? null : types.get(name)?.['fields']);
    return fields.map((field) => textOf(fieldsOf(field)['name'])).filter((field) => field !== null);
  });
  addEndpoint(findings, operations, 'graphql-introspection');
}

/** Whether an answer is an error of a GraphQL server. Its shape and its wording tell. */
export function isGraphqlError(document: Fields): boolean {
  const errors = listOf(document['errors']).slice(0, 5).map(fieldsOf);
  return errors.some((error) => {
    const message = textOf(error['message']);
    if (message === null) return false;
    const code = textOf(fieldsOf(error['extensions'])['code']) ?? '';
    return /^GRAPHQL_|^HC00/.test(code) || MISSING_QUERY.test(message.slice(0, 300));
  });
}

/** An error answer proves that there is an endpoint, and nothing about its operations. */
export function readGraphqlError(findings: DocumentFindings): void {
  addEndpoint(findings, [], 'graphql-error');
}

/** Whether a text looks like a schema in GraphQL's definition language. */
export function isGraphqlSdl(text: string): boolean {
  const head = text.slice(0, 200_000);
  return (
    /^(?:extend )?(?:type|schema|interface|input|enum|scalar|union|directive)\b/m.test(head) &&
    /^(?:(?:extend )?type (?:Query|Mutation|Subscription)\b|schema\b)/m.test(head)
  );
}

/** Reads a schema. It is parsed but not validated, since many published files name types that they do not define. */
export function readGraphqlSdl(text: string, findings: DocumentFindings): void {
  let definitions: readonly DefinitionNode[];
  try {
    definitions = parse(text, {
      noLocation: true,
      maxLexicalTokens: 500_000,
      maxComments: 100_000,
    }).definitions;
  } catch {
    return;
  }
  const roots = rootTypeNames(definitions);
  const operations = definitions.flatMap((definition) =>
    (definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    roots.has(definition.name.value)
      ? (definition.fields ?? []).map((field) => field.name.value)
      : [],
  );
  if (operations.length > 0) addEndpoint(findings, operations, 'graphql-sdl');
}

function rootTypeNames(definitions: readonly DefinitionNode[]): Set<string> {
  const roots = new Set<string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION)
      continue;
    for (const operation of definition.operationTypes ?? []) roots.add(operation.type.name.value);
  }
  return roots.size > 0 ? roots : new Set(['Query', 'Mutation', 'Subscription']);
}

function addEndpoint(findings: DocumentFindings, operations: string[], technique: string): void {
  findings.recognised = true;
  const { origin, pathname } = new URL(findings.url);
  // A file beside the site says what the schema is, not where it is served: by convention at /graphql.
  const isFile = /\.(?:graphqls?|gql|json|txt)$/i.test(pathname) || technique === 'graphql-sdl';
  const names = [...new Set(operations)].slice(0, OPERATIONS_MAX).map((name) => name.slice(0, 128));
  findings.candidate({
    method: 'POST',
    // The query string is left out: the request of this engine put it there.
    url: isFile ? '/graphql' : origin + pathname,
    apiType: 'graphql',
    body: [
      ['query', 'string'],
      ['variables', 'object'],
      ['operationName', 'string'],
      ...(names.length > 0 ? [['operations', names] as const] : []),
    ],
    confidence: isFile ? CONFIDENCE.shown : CONFIDENCE.stated,
    technique,
  });
}
