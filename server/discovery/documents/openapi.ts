import { CONFIDENCE } from '../findings/confidence.ts';
import { isGraphqlUrl } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';
import { readOperation } from './openapi-operation.ts';
import { dereference } from './openapi-references.ts';
import { pathJoiner, serverBases, swagger2Bases } from './openapi-servers.ts';
import { plainText } from '../findings/plain-text.ts';
import { type Fields, fieldsOf, isFields, textOf } from './untrusted.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** Whether a document is OpenAPI: it has a version field, or paths whose items have methods. */
export function isOpenApi(document: Fields): boolean {
  if (!isFields(document['paths'])) return false;
  if (document['openapi'] !== undefined || document['swagger'] !== undefined) return true;
  return Object.entries(document['paths'])
    .slice(0, 20)
    .some(
      ([path, item]) =>
        path.startsWith('/') && METHODS.some((method) => isFields(fieldsOf(item)[method])),
    );
}

/**
 * Reads OpenAPI 2.0 to 3.2, valid or not: whatever is readable becomes a candidate.
 * Webhooks and callbacks are calls that the service makes, not endpoints of its own.
 */
export function readOpenApi(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  const title = textOf(fieldsOf(document['info'])['title']);
  if (title !== null) findings.title = plainText(title, 200);
  const isSwagger2 = document['swagger'] !== undefined && document['openapi'] === undefined;
  const reader: OpenApiReader = {
    document,
    findings,
    technique: isSwagger2 ? 'swagger' : 'openapi',
    rootBases: isSwagger2
      ? swagger2Bases(document, findings.url)
      : serverBases(document['servers'], selfUrl(document, findings.url)),
    join: pathJoiner(Object.keys(fieldsOf(document['paths']))),
  };
  for (const base of reader.rootBases) findings.server(base);
  for (const [path, item] of Object.entries(fieldsOf(document['paths']))) {
    if (findings.isFull) return;
    // `x-…` is an extension's data, whatever it looks like.
    if (!path.startsWith('x-')) readPath(reader, path, item);
  }
}

interface OpenApiReader {
  document: Fields;
  findings: DocumentFindings;
  technique: string;
  rootBases: string[];
  join: (base: string, path: string) => string;
}

/** OpenAPI 3.2: `$self` is the document's own URI, which relative servers are resolved against. */
function selfUrl(document: Fields, url: string): string {
  const self = URL.parse(textOf(document['$self']) ?? '', url);
  return self !== null && self.origin === new URL(url).origin ? self.href : url;
}

function readPath(reader: OpenApiReader, path: string, written: unknown): void {
  const outside = textOf(fieldsOf(written)['$ref']);
  if (outside !== null && !outside.startsWith('#')) {
    // The methods stand in another file, which is not fetched. The path is known all the same.
    addCandidates(reader, path, null, {}, {});
    return;
  }
  const item = dereference(reader.document, written);
  const operations = METHODS.map((method): [string, unknown] => [method, item[method]]);
  operations.push(...Object.entries(fieldsOf(item['additionalOperations'])).slice(0, 20));
  for (const [method, operation] of operations) {
    if (isFields(operation)) addCandidates(reader, path, method, item, operation);
  }
}

function addCandidates(
  reader: OpenApiReader,
  path: string,
  method: string | null,
  item: Fields,
  operation: Fields,
): void {
  const { findings, technique } = reader;
  const { apiType, query, body } = readOperation(reader.document, item, operation);
  const own = operation['servers'] ?? item['servers'];
  const bases =
    Array.isArray(own) && own.length > 0 ? serverBases(own, findings.url) : reader.rootBases;
  for (const base of bases) {
    findings.server(base);
    findings.candidate({
      method,
      url: reader.join(base, path),
      apiType: isGraphqlUrl(path) && method === 'post' ? 'graphql' : apiType,
      query,
      body,
      confidence: method === null ? CONFIDENCE.pathOnly : CONFIDENCE.stated,
      technique,
    });
  }
}
