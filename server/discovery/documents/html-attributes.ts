import { hasApiMarker, namesMoreThanRoot } from './api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';
import type { Attributes } from './html.ts';

const HTMX = /^(?:data-)?hx-(get|post|put|patch|delete)$/;

/** Calls that a page declares in attributes: htmx (`hx-get`, `sse-connect`, `ws-connect`), and `data-*` with an API's address. */
export function readDataAttributes(attributes: Attributes, findings: DocumentFindings): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!name.includes('-') || value === '') continue;
    const method = HTMX.exec(name)?.[1];
    if (method !== undefined) addCall(findings, method, value, 'rest');
    else if (/^(?:data-)?(?:hx-)?sse-connect$/.test(name)) addCall(findings, 'GET', value, 'sse');
    else if (/^(?:data-)?(?:hx-)?ws-connect$/.test(name))
      addCall(findings, 'GET', value, 'websocket');
    else if (name.startsWith('data-')) readData(value, findings);
  }
}

function addCall(
  findings: DocumentFindings,
  method: string,
  url: string,
  apiType: 'rest' | 'sse' | 'websocket',
): void {
  findings.candidate({ method, url, apiType, confidence: 0.8, technique: 'html-attribute' });
}

function readData(value: string, findings: DocumentFindings): void {
  if (value.length > 500 || !/^(?:\/|https?:\/\/)[^\s"'<]+$/.test(value)) return;
  if (!hasApiMarker(value) || !namesMoreThanRoot(value)) return;
  findings.candidate({ method: null, url: value, confidence: 0.5, technique: 'html-attribute' });
}
