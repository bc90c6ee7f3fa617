import type { DocumentFindings } from './document-findings.ts';
import { isOpenApi, readOpenApi } from './openapi.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Fields, fieldsOf, isFields, listOf, ownField, textOf } from './untrusted.ts';

/** Keys that only the configuration of an API viewer has. */
export const VIEWER_KEYS = (
  'dom_id swaggerDoc swaggerUrl configUrl oauth2RedirectUrl apiDescriptionUrl specUrl ' +
  'validatorUrl'
).split(' ');
const PRIORITY = 98;

/** Whether a JSON answer is the configuration of a viewer. */
export function isConfiguration(document: Fields): boolean {
  return (
    VIEWER_KEYS.some((key) => document[key] !== undefined) ||
    textOf(fieldsOf(listOf(document['urls'])[0])['url']) !== null
  );
}

/** Reads a viewer's configuration: an object of a script, or the JSON that `configUrl` answers. */
export function readConfiguration(value: unknown, findings: DocumentFindings): void {
  if (!isFields(value)) return;
  if (isOpenApi(value)) return readDescription(value, findings);
  findings.recognised = true;
  for (const key of ['url', 'swaggerUrl', 'specUrl', 'spec-url', 'apiDescriptionUrl']) {
    const url = textOf(value[key]);
    if (url !== null && url !== '') addDescriptionLead(url, findings);
  }
  for (const entry of [
    ...listOf(value['urls']),
    ...listOf(value['swaggerUrls']),
    ...listOf(value['sources']),
  ].slice(0, 100)) {
    const url = textOf(fieldsOf(entry)['url']);
    if (url !== null) addDescriptionLead(url, findings);
    readDescription(fieldsOf(entry)['content'], findings);
  }
  const configUrl = textOf(value['configUrl']);
  if (configUrl !== null) findings.lead(configUrl, 'swagger-initializer', PRIORITY);
  for (const key of ['spec', 'swaggerDoc', 'content']) {
    const spec = ownField(value, key);
    const specUrl = textOf(fieldsOf(spec)['url']);
    if (specUrl !== null) addDescriptionLead(specUrl, findings);
    readDescription(fieldsOf(spec)['content'] ?? spec, findings);
  }
}

/** Reads a description that stands in the configuration, as an object or as its text. */
export function readDescription(value: unknown, findings: DocumentFindings): void {
  const document = typeof value === 'string' ? (parseJson(value) ?? parseYaml(value)) : value;
  if (isFields(document) && isOpenApi(document)) readOpenApi(document, findings);
}

/** A URL that a viewer shows. Swagger UI's own example is no finding. */
export function addDescriptionLead(url: string, findings: DocumentFindings): void {
  if (/^https?:\/\/petstore\d?\.swagger\.io\//.test(url)) return;
  findings.recognised = true;
  findings.lead(url, 'openapi', PRIORITY);
  // A URL in a script is relative to the page, which commonly is one folder up: `/docs/static/…` of `/docs/`.
  const folder = /^(.*\/)static\/[^/]*$/.exec(new URL(findings.url).pathname)?.[1];
  if (folder !== undefined && !/^(?:\/|[a-z]+:)/i.test(url))
    findings.lead(folder + url, 'openapi', PRIORITY);
}
