import { introspectionQuery } from '../documents/well-known.ts';
import { absorbCandidates, absorbDocument, type DiscoveryState } from './discovery-state.ts';
import type { Lead } from '../findings.ts';
import type { SafeResponse } from '../guard/safe-request.ts';
import type { DocumentReading } from '../workers/parse-task.ts';

const ACCEPT_DOCUMENT =
  'application/json, application/yaml;q=0.9, text/yaml;q=0.9, application/xml;q=0.8, text/html;q=0.7, */*;q=0.5';
export const ACCEPT_PAGE =
  'text/html, application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.5';

/**
 * Fetches one document or page and takes in what it says.
 * @returns whether it was there and was read; never throws.
 */
export async function readLead(state: DiscoveryState, lead: Lead): Promise<boolean> {
  if (lead.kind === 'page' && !state.robots.mayRead(lead.url)) return false;
  if (lead.kind === 'graphql') return readGraphql(state, lead.url);
  const response = await askFor(state, lead);
  if (response === null || response.status >= 400 || isSoftNotFound(state, response)) return false;
  const reading = await readResponse(state, response, lead.kind);
  if (reading === null) return false;
  // A page is a page whatever it is called; a document that is not what it was asked for is only noise.
  if (!reading.recognised && lead.kind !== 'page') return false;
  absorbDocument(state, reading);
  for (const link of reading.links) queuePage(state, link);
  return true;
}

export function readResponse(
  { run }: DiscoveryState,
  response: SafeResponse,
  as: Lead['kind'] | 'seed' | 'unknown',
): Promise<DocumentReading | null> {
  const { url, headers, body } = response;
  const contentType = headers['content-type'] ?? '';
  return run.parts.parsers.readDocument(
    { url, contentType, body, as, headers: { ...headers } },
    run.signal,
  );
}

/** Whether an answer is the one that made-up paths get as well. */
export const isSoftNotFound = (state: DiscoveryState, response: SafeResponse): boolean =>
  state.notFound.matches({
    status: response.status,
    contentType: response.headers['content-type'] ?? '',
    body: response.body,
  });

export const DOCUMENTATION_PRIORITY = 50;
const DOCUMENTATION =
  /\b(?:api[-_ ]?docs?|swagger|openapi|graphiql|developers?|reference|docs?|documentation|redoc)\b/i;
const API = /\b(?:apis?|rest|graphql|endpoints?)\b/i;

/** Whether a path or a link's text promises a description of an API. */
export const looksLikeDocumentation = (text: string): boolean => DOCUMENTATION.test(text);

/** Links to documentation are worth more than others. */
export function queuePage(
  state: DiscoveryState,
  { url, text }: { url: string; text: string },
): void {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.origin !== state.origin || isFile(parsed.pathname)) return;
  parsed.hash = '';
  const priority =
    looksLikeDocumentation(`${parsed.pathname} ${text}`) || API.test(text)
      ? DOCUMENTATION_PRIORITY
      : 10;
  state.pages.push({ url: parsed.href, kind: 'page', priority }, parsed.href, priority);
}

const isFile = (path: string): boolean =>
  /\.(?:png|jpe?g|gif|svg|ico|webp|avif|css|woff2?|ttf|pdf|zip|gz|tgz|mp[34]|webm|exe|dmg|deb|rpm|apk|iso|jar|csv|xlsx?|docx?)$/i.test(
    path,
  );

async function askFor(state: DiscoveryState, lead: Lead): Promise<SafeResponse | null> {
  const { limits } = state.run.parts;
  const isPage = lead.kind === 'page';
  const outcome = await state.run.ask({
    url: lead.url,
    accept: isPage ? ACCEPT_PAGE : ACCEPT_DOCUMENT,
    bodyBytesMax: isPage ? limits.pageBytesMax : limits.documentBytesMax,
    mayFollow: (url) => url.origin === state.origin,
  });
  if (outcome.kind === 'denied') state.truncated = true;
  return outcome.kind === 'response' ? outcome : null;
}

/** One introspection query, the only POST that is ever sent, and only where a GraphQL server seems to listen. */
async function readGraphql(state: DiscoveryState, url: string): Promise<boolean> {
  const { run } = state;
  const mayFollow = (): boolean => false;
  const knock = await run.ask({ url, accept: ACCEPT_DOCUMENT, bodyBytesMax: 65_536, mayFollow });
  if (knock.kind !== 'response' || isAbsent(knock.status) || isSoftNotFound(state, knock))
    return false;
  const answer = await run.ask({
    url,
    method: 'POST',
    accept: 'application/json, application/graphql-response+json',
    jsonBody: JSON.stringify({ query: introspectionQuery() }),
    bodyBytesMax: run.parts.limits.documentBytesMax,
    mayFollow,
  });
  if (answer.kind !== 'response' || isAbsent(answer.status)) return false;
  const reading = await readResponse(state, answer, 'graphql');
  if (reading?.recognised) absorbDocument(state, reading);
  else if (!speaksGraphql(answer)) return false;
  absorbCandidates(state, [graphqlEndpoint(url)]);
  return true;
}

const isAbsent = (status: number): boolean =>
  status === 404 || status === 410 || (status >= 300 && status < 400);

/** GraphQL over HTTP: a JSON object with `data` or `errors`, also where introspection is switched off. */
function speaksGraphql({ body, headers }: SafeResponse): boolean {
  if (!/json/i.test(headers['content-type'] ?? '')) return false;
  const start = body.subarray(0, 2000).toString('utf8');
  return (
    /^\s*\{\s*"(?:errors"\s*:\s*\[|data"\s*:)/.test(start) &&
    /quer|graphql|introspection|__schema|field/i.test(start)
  );
}

const graphqlEndpoint = (url: string) => ({
  method: 'POST',
  url,
  apiType: 'graphql' as const,
  parameters: {
    path: [],
    query: [],
    body: { query: 'string', variables: 'object', operationName: 'string' },
  },
  confidence: 0.95,
  file: url,
  technique: 'graphql-probe',
});
