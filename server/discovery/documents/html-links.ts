import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import type { Attributes } from './html-attributes.ts';
import { addRelationLeads } from './link-header.ts';

/** `<link>`: scripts announced ahead, descriptions of the API, JSON alternatives of the page. */
export function readLinkElement(attributes: Attributes, findings: DocumentFindings): void {
  const href = attributes['href'];
  if (href === undefined) return;
  const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/, 10);
  const mediaType = (attributes['type'] ?? '').toLowerCase();
  const isScript = attributes['as']?.toLowerCase() === 'script';
  addRelationLeads(findings, href, relations.join(' '), mediaType);
  for (const relation of relations) {
    if (relation === 'modulepreload') findings.script(href, 'module', true);
    else if ((relation === 'preload' || relation === 'prefetch') && isScript)
      findings.script(href, 'classic', true);
    else if (relation === 'manifest') findings.lead(href, 'manifest', 30);
    else if (relation === 'sitemap') findings.lead(href, 'sitemap', 30);
    else if (relation === 'alternate' && mediaType.includes('json')) readAlternate(href, findings);
    else if (relation === 'alternate' && mediaType === 'text/plain')
      findings.lead(href, 'text', 30);
  }
}

/** The page's own content as JSON, as WordPress and oEmbed offer it. */
function readAlternate(url: string, findings: DocumentFindings): void {
  findings.candidate({ method: 'GET', url, confidence: CONFIDENCE.called, technique: 'html-link' });
}

/** `<meta http-equiv="refresh" content="0; url=…">` sends a reader on. */
export function readMetaElement(attributes: Attributes, findings: DocumentFindings): void {
  if (attributes['http-equiv']?.toLowerCase() !== 'refresh') return;
  const content = (attributes['content'] ?? '').slice(0, 2048);
  const target = /^\s*\d{0,6}(?:\.\d{0,6})?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(
    content,
  )?.[1];
  if (target === undefined) return;
  findings.link(target, '');
  findings.lead(target, 'page', 80);
}
