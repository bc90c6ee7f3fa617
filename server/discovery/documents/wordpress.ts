import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { plainText } from '../findings/plain-text.ts';
import { type Fields, fieldsOf, isFields, listOf, manyOf, textOf } from './untrusted.ts';

export function isWordPressIndex(document: Fields): boolean {
  return Array.isArray(document['namespaces']) && isFields(document['routes']);
}

/** Reads what WordPress answers at `/wp-json/`: every route of core and plugins, with methods and arguments. */
export function readWordPressIndex(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  findings.title = plainText(textOf(document['name']) ?? '', 200);
  const base = indexBase(document, findings.url);
  for (const [pattern, written] of Object.entries(fieldsOf(document['routes']))) {
    if (findings.isFull) return;
    const route = fieldsOf(written);
    const path = routeTemplate(pattern);
    const endpoints = listOf(route['endpoints']).slice(0, 20).map(fieldsOf);
    for (const endpoint of endpoints.length > 0 ? endpoints : [route])
      addEndpoint(base + path, endpoint, findings);
  }
}

/** Sites without pretty links answer at `/?rest_route=/`; their routes have no URL of their own to list. */
function indexBase(document: Fields, url: string): string {
  const own = new URL(url);
  const at = own.pathname.indexOf('/wp-json');
  if (at >= 0) return `${own.origin}${own.pathname.slice(0, at)}/wp-json`;
  const home = URL.parse(textOf(document['home']) ?? '', url);
  // The site may name another host as its home. The host that answered is the one that is listed.
  return `${own.origin}${home?.pathname.replace(/\/$/, '') ?? ''}/wp-json`;
}

function addEndpoint(url: string, endpoint: Fields, findings: DocumentFindings): void {
  const names = Object.entries(fieldsOf(endpoint['args'])).slice(0, 200);
  const body = names.map(
    ([name, argument]) =>
      [name, textOf(manyOf(fieldsOf(argument)['type'])[0]) ?? 'unknown'] as const,
  );
  for (const method of listOf(endpoint['methods']).slice(0, 10)) {
    if (typeof method !== 'string') continue;
    const isRead = method === 'GET' || method === 'DELETE';
    const inPath = (name: string) => url.includes(`{${name}}`);
    findings.candidate({
      method,
      url,
      query: isRead ? names.map(([name]) => name).filter((name) => !inPath(name)) : [],
      body: isRead ? [] : body.filter(([name]) => !inPath(name)),
      confidence: CONFIDENCE.stated,
      technique: 'wordpress-index',
    });
  }
}

/**
 * `/wp/v2/posts/(?P<id>[\d]+)` -> `/wp/v2/posts/{id}`. It reads character by character, since a regular expression
 * cannot balance the parentheses of another one.
 */
export function routeTemplate(pattern: string): string {
  let template = '';
  const written = pattern.slice(0, 2048);
  for (let at = 0; at < written.length; at += 1) {
    const char = written.charAt(at);
    if (char === '(') {
      const end = groupEnd(written, at);
      const name = /^\(\?P?<(\w{1,64})>/.exec(written.slice(at, at + 80))?.[1];
      if (name !== undefined) template += `{${name}}`;
      at = end;
      if (/[?*+]/.test(written.charAt(at + 1))) at += 1;
    } else if (char !== '\\' && char !== '^' && char !== '$') template += char;
  }
  return template.replace(/\/$/, '');
}

function groupEnd(pattern: string, from: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = from; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')' && (depth -= 1) === 0) return at;
  }
  return pattern.length;
}
