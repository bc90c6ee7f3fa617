import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { SET_OPTIONS } from './odata.ts';
import { type Fields, fieldsOf, listOf, textOf } from './untrusted.ts';

/** Whether JSON is a service document: the answer of an OData service's root (OData JSON Format 4.01, section 5). */
export function isODataService(document: Fields): boolean {
  const context = textOf(document['@odata.context']) ?? textOf(document['@context']);
  return (
    context !== null &&
    context.split('#', 1)[0]?.endsWith('$metadata') === true &&
    Array.isArray(document['value'])
  );
}

/** Reads the URLs of sets, singletons and function imports. The metadata says more, so it becomes a lead. */
export function readODataService(document: Fields, findings: DocumentFindings): void {
  const context = textOf(document['@odata.context']) ?? textOf(document['@context']) ?? '';
  findings.recognised = true;
  findings.lead(context, 'odata', 90);
  const base = new URL(findings.url);
  base.pathname = base.pathname.replace(/\/?$/, '/');
  for (const entry of listOf(document['value']).slice(0, 2000).map(fieldsOf)) {
    const url = textOf(entry['url']);
    // The answer to a query has a context too, but its items have neither kind nor URL.
    if (url === null || (entry['kind'] === undefined && entry['name'] === undefined)) continue;
    findings.candidate({
      method: 'GET',
      url: URL.parse(url, base.href)?.href ?? url,
      apiType: 'odata',
      query: entry['kind'] === 'Singleton' ? [] : SET_OPTIONS,
      confidence: CONFIDENCE.stated,
      technique: 'odata-service',
    });
  }
}
