import { readConfiguration } from './api-viewer-configuration.ts';
import { configuresViewer, readViewerScript } from './api-viewer-script.ts';
import type { DocumentFindings } from './document-findings.ts';
import type { Attributes } from './html-attributes.ts';
import { readJsonIsland } from './json-island.ts';
import { parseJson } from './parse-json.ts';
import { fieldsOf, textOf } from './untrusted.ts';

/** The code of API viewers: megabytes that contain no request of the site's own. */
const VIEWER_LIBRARY =
  /\/(?:swagger-ui(?:-bundle|-standalone-preset|-es-bundle(?:-core)?)?|redoc(?:\.standalone)?|rapidoc(?:-min)?|web-components|api-reference)(?:\.min)?\.js$/i;
const INITIALIZER =
  /\/(?:swagger-initializer|swagger-ui-init|swagger-init)\.js$|\/swagger\/index\.js$/i;

/** A complete `<script>` element: its code, its address, or the data it holds. */
export function readScriptElement(
  attributes: Attributes,
  code: string,
  findings: DocumentFindings,
): void {
  const type = (attributes['type'] ?? '').trim().toLowerCase();
  if (type === 'importmap') return readImportMap(code, findings);
  if (type.includes('json')) return readData(type, attributes, code, findings);
  // A browser does not run templates and data of unknown types, so they are not read as scripts.
  if (type !== '' && !/javascript|ecmascript|^module$|babel/.test(type)) return;
  const source = attributes['src'];
  const isModule = type === 'module';
  if (source === undefined) {
    if (code.trim() === '') return;
    if (findings.inlineScript(code) && configuresViewer(code)) readViewerScript(code, findings);
    return;
  }
  const path = URL.parse(source, findings.resolveAgainst)?.pathname ?? '';
  if (VIEWER_LIBRARY.test(path)) return;
  findings.script(source, isModule ? 'module' : 'classic', attributes['nomodule'] !== undefined);
  // RequireJS loads the application's script by this name, which is written without `.js`.
  const main = attributes['data-main'];
  if (main !== undefined) findings.script(main.replace(/(?:\.js)?$/, '.js'), 'classic', false);
  if (INITIALIZER.test(path) && !isModule) findings.lead(source, 'swagger-initializer', 96);
}

function readData(
  type: string,
  attributes: Attributes,
  code: string,
  findings: DocumentFindings,
): void {
  if (type.includes('ld+json')) return;
  const value = parseJson(code);
  if (value === undefined) return;
  // Scalar's inline description, and viewers that keep their settings as data.
  if (/swagger|api-reference|redoc|scalar/i.test(attributes['id'] ?? ''))
    readConfiguration(value, findings);
  readJsonIsland(value, findings);
}

function readImportMap(code: string, findings: DocumentFindings): void {
  const imports = fieldsOf(fieldsOf(parseJson(code))['imports']);
  for (const address of Object.values(imports).slice(0, 200)) {
    const url = textOf(address);
    if (url !== null && !url.endsWith('/')) findings.script(url, 'module', true);
  }
}
