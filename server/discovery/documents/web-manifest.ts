import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { plainText } from '../findings/plain-text.ts';
import { type Fields, fieldsOf, listOf, textOf } from './untrusted.ts';

/** Whether JSON is a web application manifest (W3C): it has a name, and icons or a start URL. */
export function isWebManifest(document: Fields): boolean {
  const hasName = textOf(document['name']) !== null || textOf(document['short_name']) !== null;
  const starts = textOf(document['start_url']) !== null || textOf(document['display']) !== null;
  return hasName && starts;
}

/** Reads the start URL of an installed application, and the requests that the system makes to it. */
export function readWebManifest(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  findings.title = plainText(textOf(document['name']) ?? textOf(document['short_name']) ?? '', 200);
  const start = textOf(document['start_url']);
  if (start !== null) findings.lead(start, 'page', 30);
  const worker = textOf(fieldsOf(document['serviceworker'])['src']);
  if (worker !== null) findings.lead(worker, 'script', 30);
  for (const shortcut of listOf(document['shortcuts']).slice(0, 50)) {
    const url = textOf(fieldsOf(shortcut)['url']);
    if (url !== null) findings.link(url, textOf(fieldsOf(shortcut)['name']) ?? '');
  }
  readShareTarget(fieldsOf(document['share_target']), findings);
}

/** A share target is a form that the system fills in (W3C Web Share Target, 2.1). */
function readShareTarget(target: Fields, findings: DocumentFindings): void {
  const action = textOf(target['action']);
  if (action === null) return;
  const method = (textOf(target['method']) ?? 'GET').toUpperCase();
  const params = fieldsOf(target['params']);
  const names = ['title', 'text', 'url']
    .map((key) => textOf(params[key]))
    .filter((name) => name !== null);
  const files = listOf(params['files'])
    .map((file) => textOf(fieldsOf(file)['name']))
    .filter((name) => name !== null);
  const body = [
    ...names.map((name) => [name, 'string'] as const),
    ...files.map((name) => [name, 'file'] as const),
  ];
  findings.candidate({
    method,
    url: action,
    query: method === 'GET' ? names : [],
    body: method === 'GET' ? [] : body,
    confidence: method === 'GET' ? CONFIDENCE.mentioned : CONFIDENCE.marked,
    technique: 'web-manifest',
  });
}
