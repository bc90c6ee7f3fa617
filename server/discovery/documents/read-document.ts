import { readViewerScript } from './api-viewer-script.ts';
import { DocumentFindings } from './document-findings.ts';
import type { DocumentInput, DocumentReading } from './document-reading.ts';
import { isGraphqlSdl, readGraphqlSdl } from './graphql-document.ts';
import { readHtml } from './html.ts';
import { readLinkHeader } from './link-header.ts';
import { isMarkdown, readMarkdown } from './markdown-text.ts';
import { isODataMetadata, readODataMetadata } from './odata.ts';
import { parseJson } from './parse-json.ts';
import { parseXml } from './parse-xml.ts';
import { parseYaml } from './parse-yaml.ts';
import { readJson } from './read-json.ts';
import { isRobotsFile, readRobotsPaths } from './robots-paths.ts';
import { isSitemap, readSitemap } from './sitemap.ts';
import { isWsdl, readWsdl } from './wsdl.ts';

export type { DocumentInput, DocumentReading } from './document-reading.ts';

/** 20 MiB, what a response may hold. */
const LENGTH_MAX = 20 * 1024 * 1024;

/**
 * Reads one fetched document of any known format. Pure: nothing is fetched. Hostile input gives fewer findings, never
 * an exception. The content decides which format a document has; the kind that was asked for and the content type only
 * decide which formats are tried first.
 */
export function readDocument(input: DocumentInput): DocumentReading {
  const findings = new DocumentFindings(input.url);
  const link = input.headers['link'];
  if (link !== undefined) readLinkHeader(link, findings);
  try {
    if (input.body.length <= LENGTH_MAX) readBody(input, findings);
  } catch (error) {
    // The limits of nesting should prevent a stack overflow. Where one happens all the same, what was read so far is
    // kept.
    if (!(error instanceof RangeError)) throw error;
  }
  return findings.finish();
}

function readBody(input: DocumentInput, findings: DocumentFindings): void {
  const { body, contentType, url } = input;
  const head = body
    .slice(0, 4096)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^[[{]|^\)\]\}'/.test(head)) {
    const json = parseJson(body);
    if (json !== undefined) return readJson(json, findings);
  }
  if (isHtml(head, contentType)) return readHtml(body, findings);
  if (head.startsWith('<')) return readXml(body, head, findings);
  if (isScript(input)) return readViewerScript(body, findings);
  if (isRobotsFile(url, head)) return readRobotsPaths(body, findings);
  if (isGraphqlSdl(body)) return readGraphqlSdl(body, findings);
  if (isYaml(head, contentType)) return readJson(parseYaml(body), findings);
  if (isMarkdown(url, head, contentType)) readMarkdown(body, findings);
}

function readXml(xml: string, head: string, findings: DocumentFindings): void {
  if (isSitemap(head)) return readSitemap(xml, findings);
  // A tree takes memory: it is built only where the first lines show one of the formats that need it.
  if (!/[<:](?:definitions|description|Edmx)[\s>]/.test(head)) return;
  const root = parseXml(xml);
  if (root === null) return;
  if (isWsdl(root)) readWsdl(root, findings);
  else if (isODataMetadata(root)) readODataMetadata(root, findings);
}

function isHtml(head: string, contentType: string): boolean {
  const start = head.replace(/^(?:<\?[^>]{0,500}>\s{0,100}|<!--[^>]{0,2000}-->\s{0,100}){1,5}/, '');
  if (
    /^<(?:!doctype\s{1,10}html|html|head|body|meta|title|script|link|div|form|main|p|h1|a|ul)\b/i.test(
      start,
    )
  )
    return true;
  return (
    /html/i.test(contentType) &&
    start.startsWith('<') &&
    !/^<(?:\w{1,20}:)?(?:urlset|sitemapindex|definitions|edmx)\b/i.test(start)
  );
}

function isScript(input: DocumentInput): boolean {
  if (input.kind === 'swagger-initializer') return true;
  return /\/(?:swagger-initializer|swagger-ui-init)\.js$/.test(new URL(input.url).pathname);
}

function isYaml(head: string, contentType: string): boolean {
  if (/ya?ml/i.test(contentType)) return true;
  // JSON with comments or trailing commas is valid YAML, so it can still be read.
  if (/^[ \t{]{0,20}["']?(?:openapi|swagger|asyncapi)["']?\s{0,10}:/m.test(head)) return true;
  return /^["']?(?:openrpc|paths|type)["']?\s{0,10}:/m.test(head);
}
