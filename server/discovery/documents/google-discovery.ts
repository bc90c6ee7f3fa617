import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { schemaProperties } from './openapi-schema.ts';
import { plainText } from '../findings/plain-text.ts';
import { type Fields, fieldsOf, isFields, listOf, ownField, textOf } from './untrusted.ts';

const NODES_MAX = 20_000;

/** A Google API discovery document, or the directory that lists them. */
export function isGoogleDiscovery(document: Fields): boolean {
  return (textOf(document['kind']) ?? '').startsWith('discovery#');
}

export function readGoogleDiscovery(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  findings.title = plainText(textOf(document['title']) ?? '', 200);
  for (const item of listOf(document['items']).slice(0, 500)) {
    const url = textOf(fieldsOf(item)['discoveryRestUrl']);
    if (url !== null) findings.lead(url, 'openapi', 60);
  }
  const root = textOf(document['rootUrl']);
  const base =
    root === null ? textOf(document['baseUrl']) : root + (textOf(document['servicePath']) ?? '');
  if (base === null) return;
  findings.server(base);
  const pending: Fields[] = [document];
  for (let visited = 0; pending.length > 0 && visited < NODES_MAX; visited += 1) {
    const node = pending.pop() ?? {};
    for (const child of Object.values(fieldsOf(node['resources'])))
      if (isFields(child)) pending.push(child);
    for (const method of Object.values(fieldsOf(node['methods'])))
      readMethod(document, base, fieldsOf(method), findings);
  }
}

function readMethod(
  document: Fields,
  base: string,
  method: Fields,
  findings: DocumentFindings,
): void {
  const path = textOf(method['flatPath']) ?? textOf(method['path']);
  if (path === null) return;
  const parameters = Object.entries(fieldsOf(method['parameters'])).slice(0, 200);
  const request = ownField(
    fieldsOf(document['schemas']),
    textOf(fieldsOf(method['request'])['$ref']) ?? '',
  );
  findings.candidate({
    method: textOf(method['httpMethod']),
    url: base + path,
    query: parameters
      .filter(([, each]) => fieldsOf(each)['location'] === 'query')
      .map(([name]) => name),
    body: schemaProperties(document, request),
    confidence: CONFIDENCE.stated,
    technique: 'google-discovery',
  });
}
