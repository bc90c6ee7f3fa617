import type { Lead } from '../findings.ts';

const VIEWER_SEGMENT =
  /^(?:swagger|swagger-ui|swagger-ui\.html|redoc|rapidoc|scalar|api-docs?|apidocs?|api-reference|api-explorer|openapi|graphiql|playground|docs|documentation|developers?|reference)$/i;

/** Which description of an API a plain link leads to, by its address and its text; `null` for an ordinary page. */
export function linkKind(
  url: string,
  text: string,
): { kind: Lead['kind']; priority: number } | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  const segments = parsed.pathname.toLowerCase().split('/');
  const file = segments.findLast((segment) => segment !== '') ?? '';
  const byFile = fileKind(file, parsed.search.toLowerCase());
  if (byFile !== null) return byFile;
  if (segments.at(-2)?.match(/^v[23]$/) && file === 'api-docs')
    return { kind: 'openapi', priority: 90 };
  if (VIEWER_SEGMENT.test(file)) return { kind: 'page', priority: 60 };
  if (/\b(?:rest |web )?api(?: |$)|swagger|openapi/i.test(text.slice(0, 100)))
    return { kind: 'page', priority: 55 };
  return null;
}

function fileKind(file: string, search: string): { kind: Lead['kind']; priority: number } | null {
  if (file === '$metadata') return { kind: 'odata', priority: 85 };
  if (file.endsWith('.wsdl') || /^\?(?:single)?wsdl\b/.test(search))
    return { kind: 'wsdl', priority: 85 };
  if (/\.(?:graphqls?|gql)$/.test(file)) return { kind: 'graphql', priority: 80 };
  if (/^llms(?:-full)?\.txt$/.test(file)) return { kind: 'text', priority: 50 };
  if (!/\.(?:json|ya?ml)$/.test(file)) return null;
  if (file.includes('asyncapi')) return { kind: 'asyncapi', priority: 85 };
  const described = ['openapi', 'swagger', 'api-docs', 'apidocs', 'postman', 'openrpc'];
  return described.some((word) => file.includes(word)) ? { kind: 'openapi', priority: 90 } : null;
}
