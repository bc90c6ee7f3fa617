import type { ESTree } from 'meriyah';
import {
  addDescriptionLead,
  isConfiguration,
  readConfiguration,
  readDescription,
  VIEWER_KEYS,
} from './api-viewer-configuration.ts';
import type { DocumentFindings } from './document-findings.ts';
import {
  literalsAndCalls,
  literalValue,
  parseJavaScript,
  propertyName,
  type StringVariables,
} from './javascript-values.ts';
import { isFields } from './untrusted.ts';

const VIEWER_CALL = /^(?:SwaggerUI(?:Bundle)?|SwaggerUi|Redoc|Scalar|RapiDoc|createApiReference)$/;
/**
 * Whether a script may configure Swagger UI, Redoc, Scalar, RapiDoc or Stoplight Elements. Cheap: it saves parsing all
 * others.
 */
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
  const nodes = [...literalsAndCalls(program)];
  const variables = stringVariables(nodes);
  const done = new Set<ESTree.Node>();
  for (const node of nodes) {
    if (node.type === 'VariableDeclarator' || done.has(node)) continue;
    if (node.type === 'ObjectExpression') {
      if (isViewerConfiguration(node)) readConfiguration(literalValue(node, variables), findings);
      else if (isDescription(node)) readDescription(literalValue(node, variables), findings);
    } else if (VIEWER_CALL.test(calleeName(node.callee))) {
      for (const argument of node.arguments.slice(0, 4)) {
        done.add(argument);
        readArgument(literalValue(argument, variables), findings);
      }
    } else if (node.type === 'CallExpression' && isJsonParse(node)) {
      const value = literalValue(node, variables);
      if (isFields(value) && isConfiguration(value)) readConfiguration(value, findings);
    }
  }
}

function readArgument(value: unknown, findings: DocumentFindings): void {
  // `Redoc.init(url, …)`; the other strings given to these calls are CSS selectors.
  if (typeof value !== 'string') readConfiguration(value, findings);
  else if (!/^[#.]\w/.test(value)) addDescriptionLead(value, findings);
}

function stringVariables(nodes: readonly ESTree.Node[]): StringVariables {
  const variables = new Map<string, string>();
  for (const node of nodes) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') continue;
    const value = literalValue(node.init, variables);
    if (typeof value === 'string' && !variables.has(node.id.name))
      variables.set(node.id.name, value);
  }
  return variables;
}

function isViewerConfiguration(node: ESTree.ObjectExpression): boolean {
  return node.properties.some(
    (property) =>
      VIEWER_KEYS.includes(propertyName(property) ?? '') || isListOfDescriptions(property),
  );
}

/** `urls: [{name, url}]`, under whatever name the viewer's options have been stored. */
function isListOfDescriptions(property: ESTree.Node): boolean {
  if (property.type !== 'Property' || propertyName(property) !== 'urls') return false;
  if (property.value.type !== 'ArrayExpression') return false;
  const [first] = property.value.elements;
  return (
    first?.type === 'ObjectExpression' &&
    first.properties.some((each) => propertyName(each) === 'url')
  );
}

function isDescription(node: ESTree.ObjectExpression): boolean {
  const names = node.properties.map(propertyName);
  return names.includes('paths') && (names.includes('openapi') || names.includes('swagger'));
}

function isJsonParse(node: ESTree.CallExpression): boolean {
  return (
    node.callee.type === 'MemberExpression' &&
    node.callee.property.type === 'Identifier' &&
    node.callee.property.name === 'parse'
  );
}

function calleeName(callee: ESTree.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  const { object, property } = callee;
  if (property.type === 'Identifier' && VIEWER_CALL.test(property.name)) return property.name;
  return object.type === 'Identifier' ? object.name : calleeName(object);
}
