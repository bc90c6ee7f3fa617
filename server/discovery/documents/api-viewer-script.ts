import type { ESTree } from 'meriyah';
import type { DocumentFindings } from './document-findings.ts';
import {
  literalsAndCalls,
  literalValue,
  parseJavaScript,
  propertyName,
} from './javascript-values.ts';
import { isOpenApi, readOpenApi } from './openapi.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';
import { fieldsOf, isFields, listOf, ownField, textOf } from './untrusted.ts';

const VIEWER_CALL = /^(?:SwaggerUI(?:Bundle)?|SwaggerUi|Redoc|Scalar|RapiDoc|createApiReference)$/;
/** Keys that only the configuration of a viewer has. */
const VIEWER_KEYS = [
  'dom_id',
  'swaggerDoc',
  'swaggerUrl',
  'swaggerUrls',
  'customOptions',
  'configUrl',
  'oauth2RedirectUrl',
  'apiDescriptionUrl',
  'specUrl',
  'validatorUrl',
];
const PRIORITY = 98;

/** Whether a script may configure Swagger UI, Redoc, Scalar, RapiDoc or Stoplight Elements: cheap, before parsing. */
export function configuresViewer(code: string): boolean {
  return /SwaggerUI|SwaggerUi|swaggerDoc|Redoc|createApiReference|RapiDoc|apiDescriptionUrl/.test(
    code,
  );
}

/**
 * Reads the configuration that a page or an initialiser script gives an API viewer: URLs become leads, a
 * description written into the script is read at once. The script is parsed, never run.
 */
export function readViewerScript(code: string, findings: DocumentFindings): void {
  const program = parseJavaScript(code);
  if (program === null) return;
  const done = new Set<ESTree.Node>();
  for (const node of literalsAndCalls(program)) {
    if (node.type === 'ObjectExpression') {
      if (!done.has(node) && isViewerConfiguration(node))
        readConfiguration(literalValue(node), findings);
      else if (isDescription(node)) readDescription(literalValue(node), findings);
      continue;
    }
    if (!VIEWER_CALL.test(calleeName(node.callee))) continue;
    for (const argument of node.arguments.slice(0, 4)) {
      if (argument.type === 'ObjectExpression') done.add(argument);
      const value = literalValue(argument);
      // `Redoc.init(url, …)`; the other strings given to these calls are CSS selectors.
      if (typeof value === 'string' && !/^[#.]\w/.test(value)) addDescriptionLead(value, findings);
      else readConfiguration(value, findings);
    }
  }
}

/** Reads a viewer's configuration: an object of a script, or the JSON that `configUrl` answers. */
export function readConfiguration(value: unknown, findings: DocumentFindings): void {
  if (!isFields(value)) return;
  // swagger-ui-express puts what it hands on to Swagger UI one level down.
  const inner = ownField(value, 'customOptions');
  if (isFields(inner)) readConfiguration(inner, findings);
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

/** A description itself, as an object or as the text of one. */
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

function isViewerConfiguration(node: ESTree.ObjectExpression): boolean {
  return node.properties.some((property) => VIEWER_KEYS.includes(propertyName(property) ?? ''));
}

function isDescription(node: ESTree.ObjectExpression): boolean {
  const names = node.properties.map(propertyName);
  return names.includes('paths') && (names.includes('openapi') || names.includes('swagger'));
}

function calleeName(callee: ESTree.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  const { object, property } = callee;
  if (property.type === 'Identifier' && VIEWER_CALL.test(property.name)) return property.name;
  return object.type === 'Identifier' ? object.name : calleeName(object);
}
