import { CONFIDENCE } from '../findings/confidence.ts';
import { hasApiMarker, namesMoreThanRoot } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';

const LINES_MAX = 10_000;

export function isRobotsFile(url: string, head: string): boolean {
  return (
    new URL(url).pathname.endsWith('/robots.txt') &&
    /^\s*(?:user-agent|sitemap|disallow|allow)\s*:/im.test(head)
  );
}

/**
 * Reads the sitemaps of a robots.txt (RFC 9309), and its rules about addresses with an API marker. A rule is a prefix
 * and not an endpoint, so confidence is low. Nothing that is disallowed becomes a lead.
 */
export function readRobotsPaths(text: string, findings: DocumentFindings): void {
  findings.recognised = true;
  for (const line of text.split(/\r\n?|\n/, LINES_MAX)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = (line.slice(colon + 1).split('#', 1)[0] ?? '').trim();
    if (name === 'sitemap') findings.lead(value, 'sitemap', 30);
    else if (name === 'disallow' || name === 'allow') readRule(value, findings);
  }
}

function readRule(rule: string, findings: DocumentFindings): void {
  // Only the whole segments before the first wildcard are a path; the rest is a pattern.
  const star = rule.search(/[*$]/);
  const path =
    star < 0 || (rule.endsWith('$') && star === rule.length - 1)
      ? rule.replace(/\$$/, '')
      : rule.slice(0, rule.lastIndexOf('/', star) + 1);
  if (!path.startsWith('/') || !hasApiMarker(path)) return;
  const confidence = namesMoreThanRoot(path) ? CONFIDENCE.named : CONFIDENCE.mentioned;
  findings.candidate({ method: null, url: path, confidence, technique: 'robots' });
}
