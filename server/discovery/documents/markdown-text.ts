import { CONFIDENCE } from '../findings/confidence.ts';
import { hasApiMarker } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';
import { linkKind } from './link-kind.ts';
import { plainText } from '../findings/plain-text.ts';

const LINES_MAX = 100_000;
const LINE_LENGTH_MAX = 4096;
const LINK = /\[([^\][]{0,200})\]\(<?([^\s()<>]{1,2000})>?[^()]{0,200}\)/g;
const BARE_LINK = /https?:\/\/[^\s<>()[\]"'`]{1,2000}/g;
/** A call as documentation writes it: `GET /v1/orders`. */
const CALL =
  /(?:^|[\s`*|>(])(GET|POST|PUT|PATCH|DELETE)(?:`|\*{1,2})?\s{1,4}(?:`|\*{1,2})?((?:https?:\/\/[^\s/`'"<>|]{1,200})?\/[^\s`'"<>|)\],*]{0,500})/g;

export function isMarkdown(url: string, head: string, contentType: string): boolean {
  const file = new URL(url).pathname.toLowerCase();
  return /\.(?:txt|md|mdx)$/.test(file) || /markdown/i.test(contentType)
    ? /^#{1,2} |\]\(/m.test(head)
    : false;
}

/** Reads `llms.txt` and other Markdown: links to descriptions of an API, and calls such as `GET /v1/orders`. */
export function readMarkdown(text: string, findings: DocumentFindings): void {
  findings.recognised = true;
  const heading = /^# (.{1,300})$/m.exec(text.slice(0, 10_000))?.[1];
  if (heading !== undefined) findings.title = plainText(heading, 200);
  for (const line of text.split('\n', LINES_MAX))
    readLine(line.slice(0, LINE_LENGTH_MAX), findings);
}

function readLine(line: string, findings: DocumentFindings): void {
  for (const [, words = '', url = ''] of line.matchAll(LINK)) addLink(url, words, findings);
  for (const [url] of line.matchAll(BARE_LINK))
    addLink(url.replace(/[.,;:!?]+$/, ''), '', findings);
  for (const [, method = '', url = ''] of line.matchAll(CALL)) {
    findings.candidate({
      method,
      url: url.replace(/[.;:]+$/, ''),
      confidence: hasApiMarker(url) ? CONFIDENCE.shown : CONFIDENCE.named,
      technique: 'documentation-text',
    });
  }
}

function addLink(url: string, words: string, findings: DocumentFindings): void {
  findings.link(url, words);
  const absolute = URL.parse(url, findings.resolveAgainst)?.href;
  const promise = absolute === undefined ? null : linkKind(absolute, words);
  if (promise !== null) findings.lead(url, promise.kind, promise.priority);
}
