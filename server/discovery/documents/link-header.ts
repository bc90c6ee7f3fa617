import LinkHeader from 'http-link-header';
import type { Lead } from '../findings.ts';
import type { DocumentFindings } from './document-findings.ts';

/** http-link-header takes time quadratic in the length of a run of spaces, so longer headers are cut. */
const HEADER_LENGTH_MAX = 8192;

const KIND_OF_RELATION: ReadonlyMap<string, readonly [Lead['kind'], number]> = new Map([
  ['service-desc', ['openapi', 95]],
  ['api-catalog', ['api-catalog', 95]],
  ['https://api.w.org/', ['wordpress', 90]],
  ['service-doc', ['page', 70]],
  ['describedby', ['openapi', 60]],
  ['service-meta', ['text', 30]],
]);

/** Adds a lead for each relation type of a link (RFC 8288 and RFC 8631) that stands for a description of an API. */
export function addRelationLeads(
  findings: DocumentFindings,
  href: string,
  relations: string,
  mediaType = '',
): void {
  for (const relation of relations.toLowerCase().split(/\s+/, 10)) {
    const known = KIND_OF_RELATION.get(relation);
    if (known === undefined) continue;
    // A stylesheet or an XML schema describes something too, but no API.
    if (relation === 'describedby' && !/json|ya?ml|openapi|^$/i.test(mediaType)) continue;
    findings.lead(href, kindByMediaType(mediaType) ?? known[0], known[1]);
  }
}

function kindByMediaType(mediaType: string): Lead['kind'] | null {
  if (/linkset/i.test(mediaType)) return 'api-catalog';
  if (/asyncapi/i.test(mediaType)) return 'asyncapi';
  if (/graphql/i.test(mediaType)) return 'graphql';
  if (/wsdl/i.test(mediaType)) return 'wsdl';
  return /html/i.test(mediaType) ? 'page' : null;
}

/** Reads the `Link` header of any response. Of a malformed header, what comes before the error is read. */
export function readLinkHeader(header: string, findings: DocumentFindings): void {
  const links = new LinkHeader();
  try {
    links.parse(header.slice(0, HEADER_LENGTH_MAX));
  } catch {
    // What was read so far is kept.
  }
  for (const link of links.refs.slice(0, 200)) {
    addRelationLeads(findings, link.uri, link.rel ?? '', link['type'] ?? '');
  }
}
