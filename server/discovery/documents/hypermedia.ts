import { CONFIDENCE } from '../findings/confidence.ts';
import { isStaticFile } from '../findings/static-file.ts';
import type { CandidateInput, DocumentFindings } from './document-findings.ts';
import { linkKind } from './link-kind.ts';
import { type Fields, fieldsOf, isFields, manyOf, textOf } from './untrusted.ts';

const LINKS_MAX = 500;
/** Links to pages, pictures and accounts for people, which are frequent in API answers. */
const NOT_AN_ENDPOINT =
  /(?:^|_|-)(?:html|web|site|homepage|home_page|avatar|image|img|icon|logo|photo|picture|thumbnail|docs?|documentation|help|license|terms|profile|blog|schema|type)(?:_?(?:url|uri|href|link))?$/i;

/** Whether a document has `_links` (HAL) or `links` (JSON:API). */
export function isLinked(document: Fields): boolean {
  if (isFields(document['_links'])) return true;
  return (
    isFields(document['links']) &&
    (document['jsonapi'] !== undefined || isResource(document['data']))
  );
}

function isResource(data: unknown): boolean {
  const first = fieldsOf(Array.isArray(data) ? (data as unknown[])[0] : data);
  return textOf(first['type']) !== null && textOf(first['id']) !== null;
}

/**
 * Reads the links of HAL (draft-kelly-json-hal) and JSON:API 1.1, and those of the first resource of each kind inside.
 */
export function readLinked(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  const technique = isFields(document['_links']) ? 'hal' : 'json-api';
  const holders = [document];
  for (const embedded of Object.values(fieldsOf(document['_embedded'])).slice(0, 50)) {
    holders.push(fieldsOf(manyOf(embedded)[0]));
  }
  const resource = fieldsOf(manyOf(document['data'])[0]);
  holders.push(resource);
  for (const related of Object.values(fieldsOf(resource['relationships'])).slice(0, 50))
    holders.push(fieldsOf(related));
  for (const holder of holders) {
    const links = Object.entries(fieldsOf(holder['_links'] ?? holder['links'])).slice(0, LINKS_MAX);
    for (const [relation, link] of links) {
      for (const target of manyOf(link).slice(0, 50))
        addLink(relation, target, technique, findings);
    }
  }
}

function addLink(
  relation: string,
  target: unknown,
  technique: string,
  findings: DocumentFindings,
): void {
  const href = textOf(target) ?? textOf(fieldsOf(target)['href']);
  // `curies` name documentation of relations (HAL, 8.2).
  if (href === null || relation === 'curies') return;
  addAddress(relation, href, { confidence: CONFIDENCE.collected, technique }, findings);
}

/** One address that an answer gives under a name: an endpoint, a description, or a page for people. */
export function addAddress(
  name: string,
  href: string,
  note: Pick<CandidateInput, 'confidence' | 'technique'> & { method?: string },
  findings: DocumentFindings,
): void {
  const promise = linkKind(href.replace(/[{}]/g, ''), '');
  if (promise !== null && promise.kind !== 'page')
    return findings.lead(href, promise.kind, promise.priority);
  if (NOT_AN_ENDPOINT.test(name) || isStaticFile(href.split(/[{?#]/, 1)[0] ?? ''))
    return findings.link(href, name);
  const isSocket = /^wss?:/.test(href);
  findings.candidate({
    method: 'GET',
    url: href,
    apiType: isSocket ? 'websocket' : 'rest',
    ...note,
  });
}
