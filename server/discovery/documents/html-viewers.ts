import {
  addDescriptionLead,
  readConfiguration,
  readDescription,
} from './api-viewer-configuration.ts';
import type { DocumentFindings } from './document-findings.ts';
import type { Attributes } from './html-attributes.ts';
import { parseJson } from './parse-json.ts';

const VIEWER_ELEMENTS = new Set(
  (
    'redoc rapi-doc rapi-doc-mini openapi-explorer elements-api swagger-ui api-reference ' +
    'asyncapi-component'
  ).split(' '),
);

/** Elements that show an API's description: Redoc, RapiDoc, Stoplight Elements, Scalar, OpenAPI Explorer. */
export function readViewerElement(
  name: string,
  attributes: Attributes,
  findings: DocumentFindings,
): void {
  const isScalar = name === 'script' && attributes['id'] === 'api-reference';
  if (!VIEWER_ELEMENTS.has(name) && !isScalar && attributes['data-spec-url'] === undefined) return;
  // The parser turns names into lower case: `apiDescriptionUrl` becomes `apidescriptionurl`.
  const urls = [
    'spec-url',
    'data-spec-url',
    'apidescriptionurl',
    'schemaurl',
    ...(isScalar ? ['data-url'] : []),
  ];
  for (const attribute of urls) {
    const url = attributes[attribute];
    if (url !== undefined && url !== '') addDescriptionLead(url, findings);
  }
  const inline = attributes['apidescriptiondocument'];
  if (inline !== undefined) readDescription(inline, findings);
  const configuration = attributes['data-configuration'];
  if (configuration !== undefined) readConfiguration(parseJson(configuration), findings);
}
