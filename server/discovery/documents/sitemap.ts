import { CONFIDENCE } from '../findings/confidence.ts';
import { hasApiMarker } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';
import { linkKind } from './link-kind.ts';
import { streamXml } from './parse-xml.ts';

export function isSitemap(head: string): boolean {
  return /<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]/.test(head);
}

/**
 * Reads a sitemap or an index of sitemaps (sitemaps.org): pages become links. An address with an API marker gets a low
 * confidence, since sitemaps list pages for people.
 */
export function readSitemap(xml: string, findings: DocumentFindings): void {
  findings.recognised = true;
  let isIndex = false;
  streamXml(xml, {
    open: (element) => {
      if (element.name === 'sitemapindex') isIndex = true;
    },
    close: (element) => {
      if (element.name !== 'loc') return;
      if (isIndex) findings.lead(element.text, 'sitemap', 25);
      else addPage(element.text.trim(), findings);
    },
  });
}

function addPage(url: string, findings: DocumentFindings): void {
  findings.link(url, '');
  const promise = linkKind(url, '');
  if (promise !== null) findings.lead(url, promise.kind, promise.priority - 10);
  else if (hasApiMarker(url))
    findings.candidate({
      method: 'GET',
      url,
      confidence: CONFIDENCE.mentioned,
      technique: 'sitemap',
    });
}
