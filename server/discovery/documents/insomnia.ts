import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { parseJson } from './parse-json.ts';
import { jsonKeys, listedNames, TemplateVariables } from './template-variables.ts';
import { type Fields, fieldsOf, listOf, textOf } from './untrusted.ts';

const ITEMS_MAX = 20_000;

/** An Insomnia export: version 4 is a flat JSON list, version 5 a YAML tree. */
export function isInsomniaExport(document: Fields): boolean {
  if (document['_type'] === 'export' && Array.isArray(document['resources'])) return true;
  return (textOf(document['type']) ?? '').startsWith('collection.insomnia.rest/');
}

/** Reads every HTTP, GraphQL, event-stream and WebSocket request of an export. */
export function readInsomniaExport(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  const variables = new TemplateVariables();
  const requests: Fields[] = [];
  const resources = listOf(document['resources']).slice(0, ITEMS_MAX).map(fieldsOf);
  for (const resource of resources) {
    if (resource['_type'] === 'environment') variables.addFields(fieldsOf(resource['data']));
    else if ((textOf(resource['_type']) ?? '').endsWith('request')) requests.push(resource);
  }
  const environments = fieldsOf(document['environments']);
  variables.addFields(fieldsOf(environments['data']));
  for (const sub of listOf(environments['subEnvironments']).slice(0, 50))
    variables.addFields(fieldsOf(fieldsOf(sub)['data']));
  requests.push(...treeRequests(document['collection']).slice(0, ITEMS_MAX));
  for (const request of requests) readRequest(request, variables, findings);
}

function treeRequests(collection: unknown): Fields[] {
  const requests: Fields[] = [];
  const pending: unknown[] = listOf(collection).toReversed();
  for (let visited = 0; pending.length > 0 && visited < ITEMS_MAX; visited += 1) {
    const item = fieldsOf(pending.pop());
    for (const child of listOf(item['children']).toReversed()) pending.push(child);
    if (textOf(item['url']) !== null) requests.push(item);
  }
  return requests;
}

function readRequest(
  request: Fields,
  variables: TemplateVariables,
  findings: DocumentFindings,
): void {
  const written = textOf(request['url']);
  if (written === null || written.trim() === '') return;
  const body = fieldsOf(request['body']);
  const isGraphql = body['mimeType'] === 'application/graphql';
  const url = variables.fill(written);
  const isSocket = /^wss?:/i.test(url);
  findings.candidate({
    method: isSocket ? 'GET' : (textOf(request['method']) ?? 'GET'),
    url,
    apiType: isSocket ? 'websocket' : isGraphql ? 'graphql' : 'rest',
    query: listedNames(request['parameters']),
    body: isGraphql
      ? [
          ['query', 'string'],
          ['variables', 'object'],
        ]
      : bodyKeys(body),
    confidence: CONFIDENCE.collected,
    technique: 'insomnia',
  });
}

function bodyKeys(body: Fields): [string, string][] {
  const fields = listedNames(body['params']).map((name): [string, string] => [name, 'string']);
  return fields.length > 0 ? fields : jsonKeys(parseJson(textOf(body['text']) ?? ''));
}
