import type { DocumentFindings } from './document-findings.ts';
import { addRelationLeads } from './link-header.ts';
import { type Fields, fieldsOf, listOf, manyOf, textOf } from './untrusted.ts';

export function isLinkset(document: Fields): boolean {
  return Array.isArray(document['linkset']);
}

/**
 * Reads a linkset (RFC 9264), which an API catalog (RFC 9727) is: each context is an API's base, its
 * `service-desc` the description, its `item`s further APIs.
 */
export function readLinkset(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  for (const entry of listOf(document['linkset']).slice(0, 1000)) {
    const context = fieldsOf(entry);
    const anchor = textOf(context['anchor']);
    const isCatalogItself =
      anchor !== null && URL.parse(anchor, findings.url)?.href === findings.url;
    if (anchor !== null && !isCatalogItself && context['service-desc'] !== undefined)
      findings.server(anchor);
    for (const [relation, targets] of Object.entries(context)) {
      for (const target of manyOf(targets).slice(0, 500))
        readTarget(relation, fieldsOf(target), findings);
    }
  }
}

function readTarget(relation: string, target: Fields, findings: DocumentFindings): void {
  const href = textOf(target['href']);
  if (href === null) return;
  findings.link(href, textOf(target['title']) ?? '');
  const mediaType = textOf(target['type']) ?? '';
  if (relation !== 'item') return addRelationLeads(findings, href, relation, mediaType);
  // An item is the address of an API, which may answer with hypermedia or with its own description.
  findings.server(href);
  findings.lead(href, 'page', 40);
}
