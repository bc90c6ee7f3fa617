import type { Lead } from '../findings.ts';
import { isNoPage } from '../findings/static-file.ts';

// A whole quoted string or its end: `"/docs/openapi.json"`, `${location.host}/doc/openapi`. The quantifiers are bounded
// and cannot match one another's characters, so that the time is linear for a hostile script too.
const QUOTED =
  /((?:\/[\w.~-]{1,60}){0,5}\/[\w.~-]{0,40}(?:openapi|swagger|api-?docs|asyncapi|redoc|graphiql)[\w.~-]{0,40}(?:\/[\w.~-]{1,60}){0,3}\/?)["'`]/gi;
const LEADS_MAX = 20;

/**
 * Paths of API descriptions in a script's strings, such as the link of a menu.
 * @param documentBase what the page's relative addresses are resolved against.
 */
export function documentationLeads(code: string, documentBase: string): Lead[] {
  const urls = new Set<string>();
  for (const [, path = ''] of code.matchAll(QUOTED)) {
    const url = URL.parse(path, documentBase)?.href;
    if (url !== undefined && !isNoPage(path)) urls.add(url);
    if (urls.size >= LEADS_MAX) break;
  }
  return [...urls].map((url) => ({
    url,
    kind: /\.(?:json|ya?ml)$/i.test(url) ? 'openapi' : 'page',
    priority: 60,
  }));
}
