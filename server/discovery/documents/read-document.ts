import { readConfiguration, readViewerScript } from './api-viewer-script.ts';
import { DocumentFindings, type DocumentInput, type DocumentReading } from './document-findings.ts';
import {
  introspectedSchema,
  isGraphqlError,
  isGraphqlSdl,
  readGraphqlError,
  readGraphqlSdl,
  readIntrospection,
} from './graphql-document.ts';
import { readHtml } from './html.ts';
import { readLinkHeader } from './link-header.ts';
import { isLinkset, readLinkset } from './linkset.ts';
import { isOpenApi, readOpenApi } from './openapi.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Fields, fieldsOf, isFields } from './untrusted.ts';

export type { DocumentInput, DocumentReading } from './document-findings.ts';

const LENGTH_MAX = 20_000_000;

/**
 * Reads one fetched document of any format this project knows. Pure: nothing is fetched, and hostile
 * input gives less, never an exception. What a document is is told by its content; the kind asked for
 * and the content type only settle the order of trying.
 */
export function readDocument(input: DocumentInput): DocumentReading {
  const findings = new DocumentFindings(input.url);
  const link = input.headers['link'];
  if (link !== undefined) readLinkHeader(link, findings);
  try {
    if (input.body.length <= LENGTH_MAX) readBody(input, findings);
  } catch (error) {
    // A second line behind the depth limits: what ran out of stack is hostile, and what was read is kept.
    if (!(error instanceof RangeError)) throw error;
  }
  return findings.finish();
}

function readBody(input: DocumentInput, findings: DocumentFindings): void {
  const head = input.body
    .slice(0, 4096)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^[[{]|^\)\]\}'/.test(head)) {
    const json = parseJson(input.body);
    if (json !== undefined) return readJson(json, findings);
  }
  if (isHtml(head, input.contentType)) return readHtml(input.body, findings);
  if (isScript(input)) return readViewerScript(input.body, findings);
  if (isGraphqlSdl(input.body)) return readGraphqlSdl(input.body, findings);
  if (isYaml(head, input)) readJson(parseYaml(input.body), findings);
}

function readJson(value: unknown, findings: DocumentFindings): void {
  if (Array.isArray(value)) {
    // GraphQL servers answer a batch with a list; springfox lists its groups with a URL each.
    const [first] = value as unknown[];
    if (isGraphqlError(fieldsOf(first))) return readGraphqlError(findings);
    if (typeof fieldsOf(first)['swaggerVersion'] === 'string')
      readConfiguration({ urls: value }, findings);
    return;
  }
  if (isFields(value)) readJsonObject(value, findings);
}

function readJsonObject(document: Fields, findings: DocumentFindings): void {
  if (isOpenApi(document)) return readOpenApi(document, findings);
  const schema = introspectedSchema(document);
  if (schema !== null) return readIntrospection(schema, findings);
  if (isGraphqlError(document)) return readGraphqlError(findings);
  if (isLinkset(document)) return readLinkset(document, findings);
  if (isViewerConfiguration(document)) readConfiguration(document, findings);
}

/** The JSON that springdoc's `configUrl` answers. */
function isViewerConfiguration(document: Fields): boolean {
  const keys = ['configUrl', 'oauth2RedirectUrl', 'validatorUrl', 'dom_id'];
  const urls: unknown = Array.isArray(document['urls']) ? document['urls'][0] : undefined;
  return keys.some((key) => document[key] !== undefined) || fieldsOf(urls)['url'] !== undefined;
}

function isHtml(head: string, contentType: string): boolean {
  if (/^<(?:!doctype html|html|head|body|meta|title|script|link|div)\b/i.test(head)) return true;
  return /html/i.test(contentType) && head.startsWith('<') && !/^<\?xml/i.test(head);
}

function isScript(input: DocumentInput): boolean {
  if (input.kind === 'swagger-initializer') return true;
  return /\/(?:swagger-initializer|swagger-ui-init)\.js$/.test(new URL(input.url).pathname);
}

function isYaml(head: string, input: DocumentInput): boolean {
  if (head.startsWith('<')) return false;
  return (
    /ya?ml/i.test(input.contentType) ||
    /^["']?(?:openapi|swagger|asyncapi|paths)["']?\s*:/m.test(head)
  );
}
