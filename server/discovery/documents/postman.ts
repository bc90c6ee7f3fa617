import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { parseJson } from './parse-json.ts';
import { plainText } from '../findings/plain-text.ts';
import { jsonKeys, listedNames, TemplateVariables } from './template-variables.ts';
import { type Fields, fieldsOf, listOf, textOf } from './untrusted.ts';

const ITEMS_MAX = 20_000;

/** Whether a document is a Postman collection 2.0 or 2.1: it names the schema, or has its shape. */
export function isPostmanCollection(document: Fields): boolean {
  const info = fieldsOf(document['info']);
  if (!Array.isArray(document['item'])) return false;
  return (
    info['_postman_id'] !== undefined || (textOf(info['schema']) ?? '').includes('/collection/v2')
  );
}

/** Reads every request of a collection. Saved answers and scripts are not read. */
export function readPostmanCollection(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  findings.title = plainText(textOf(fieldsOf(document['info'])['name']) ?? '', 200);
  const variables = new TemplateVariables();
  variables.addList(document['variable']);
  const pending: unknown[] = listOf(document['item']).toReversed();
  for (let visited = 0; pending.length > 0 && visited < ITEMS_MAX; visited += 1) {
    const item = fieldsOf(pending.pop());
    for (const child of listOf(item['item']).toReversed()) pending.push(child);
    const request = textOf(item['request']) ?? item['request'];
    if (request !== undefined) readRequest(request, variables, findings);
  }
}

function readRequest(
  written: unknown,
  variables: TemplateVariables,
  findings: DocumentFindings,
): void {
  const request = typeof written === 'string' ? { url: written } : fieldsOf(written);
  const url = requestUrl(request['url']);
  if (url === null) return;
  const body = fieldsOf(request['body']);
  const isGraphql = body['mode'] === 'graphql';
  findings.candidate({
    method: textOf(request['method']) ?? 'GET',
    url: variables.fill(url),
    apiType: isGraphql ? 'graphql' : 'rest',
    query: listedNames(fieldsOf(request['url'])['query']),
    body: isGraphql
      ? [
          ['query', 'string'],
          ['variables', 'object'],
        ]
      : bodyKeys(body),
    confidence: CONFIDENCE.collected,
    technique: 'postman',
  });
}

function requestUrl(url: unknown): string | null {
  if (typeof url === 'string') return url;
  const fields = fieldsOf(url);
  const raw = textOf(fields['raw']);
  if (raw !== null) return raw;
  const host = textOf(fields['host']) ?? listOf(fields['host']).map(String).slice(0, 20).join('.');
  const path =
    textOf(fields['path']) ??
    listOf(fields['path'])
      .map((part) => textOf(part) ?? '')
      .slice(0, 50)
      .join('/');
  return host === '' ? null : `${textOf(fields['protocol']) ?? 'http'}://${host}/${path}`;
}

function bodyKeys(body: Fields): [string, string][] {
  if (body['mode'] === 'raw') return jsonKeys(parseJson(textOf(body['raw']) ?? ''));
  const entries = listOf(body['urlencoded'] ?? body['formdata'])
    .slice(0, 200)
    .map(fieldsOf);
  return entries.flatMap((entry) => {
    const key = textOf(entry['key']);
    return key === null ? [] : [[key, entry['type'] === 'file' ? 'file' : 'string']];
  });
}
