import { CONFIDENCE } from '../findings/confidence.ts';
import { hasApiMarker, namesMoreThanRoot } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';

/** Tag attributes by lower-case name. */
export type Attributes = Readonly<Record<string, string>>;

const HTMX = /^(?:data-)?hx-(get|post|put|patch|delete)$/;

/** Reads the calls, addresses and code in an element's attributes, in one pass: hostile pages have millions of them. */
export function readAttributes(attributes: Attributes, findings: DocumentFindings): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (HANDLER.test(name)) readHandler(value, findings);
    if (name.includes('-') && value !== '') readDeclared(name, value, findings);
  }
}

/** htmx (`hx-get`, `sse-connect`, `ws-connect`), and `data-*` with an API's address. */
function readDeclared(name: string, value: string, findings: DocumentFindings): void {
  const method = HTMX.exec(name)?.[1];
  if (method !== undefined) addCall(findings, method, value, 'rest');
  else if (/^(?:data-)?(?:hx-)?sse-connect$/.test(name)) addCall(findings, 'GET', value, 'sse');
  else if (/^(?:data-)?(?:hx-)?ws-connect$/.test(name))
    addCall(findings, 'GET', value, 'websocket');
  else if (name.startsWith('data-')) readData(name, value, findings);
}

const HANDLER = /^(?:on[a-z]|x-(?:data|init|on)|@|v-on:)/;
// Code is parsed where it names a request function, or passes a path to any function.
const WORTH_READING =
  /\b(?:fetch|ajax|axios|getJSON|XMLHttpRequest|EventSource|sendBeacon)\b|\(\s*['"`]\/[\w.-]/;
const HANDLER_LENGTH_MAX = 5_000;

/** Code that a page keeps in attributes: `onclick="fetch('/votes', …)"`, `x-data="{async load() { … }}"`. */
function readHandler(value: string, findings: DocumentFindings): void {
  if (value.length > HANDLER_LENGTH_MAX || !WORTH_READING.test(value)) return;
  const code = value.trim();
  findings.inlineScript(code.startsWith('{') ? `(${code})` : code);
}

const MEDIA = new Set(['img', 'source', 'video', 'audio', 'track', 'embed', 'input']);

/** Pictures and sounds that an API serves: `<img src="/api/users/7/avatar">`. */
export function readSource(name: string, attributes: Attributes, findings: DocumentFindings): void {
  const source = attributes['src'];
  if (
    source === undefined ||
    !MEDIA.has(name) ||
    !hasApiMarker(source) ||
    !namesMoreThanRoot(source)
  )
    return;
  findings.candidate({
    method: 'GET',
    url: source,
    confidence: CONFIDENCE.marked,
    technique: 'html-source',
  });
}

/** A link to an address with an API marker. It often leads to a page about an API, so its confidence is low. */
export function readLinkedAddress(url: string, findings: DocumentFindings): void {
  if (!hasApiMarker(url) || !namesMoreThanRoot(url)) return;
  findings.candidate({
    method: 'GET',
    url,
    confidence: CONFIDENCE.mentioned,
    technique: 'html-anchor',
  });
}

function addCall(
  findings: DocumentFindings,
  method: string,
  url: string,
  apiType: 'rest' | 'sse' | 'websocket',
): void {
  findings.candidate({
    method,
    url,
    apiType,
    confidence: CONFIDENCE.called,
    technique: 'html-attribute',
  });
}

/** Attributes that hold nothing but the address of a request: `data-ajax-url`, `data-endpoint`. */
const ASKED = /^data-(?:[\w-]*-)?(?:ajax(?:-?-?url)?|api(?:-url)?|endpoint|remote(?:-url)?)$/;

function readData(name: string, value: string, findings: DocumentFindings): void {
  if (value.length > 500 || !/^(?:\/|https?:\/\/)[^\s"'<]+$/.test(value)) return;
  const isMarked = hasApiMarker(value) && namesMoreThanRoot(value);
  if (!isMarked && !ASKED.test(name)) return;
  findings.candidate({
    method: null,
    url: value,
    confidence: isMarked ? CONFIDENCE.marked : CONFIDENCE.likely,
    technique: 'html-attribute',
  });
}
