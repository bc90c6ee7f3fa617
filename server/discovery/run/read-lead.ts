import { CONFIDENCE } from '../findings/confidence.ts';
import { introspectionQuery } from '../documents/well-known.ts';
import { absorbDocument, type Discovery } from './discovery.ts';
import type { RunContext } from './run-context.ts';
import { isSoftNotFound } from './site.ts';
import type { Lead } from '../findings.ts';
import type { SafeResponse } from '../guard/safe-request.ts';
import type { DocumentReading } from '../documents/document-reading.ts';

const ACCEPT_DOCUMENT =
  'application/json, application/yaml;q=0.9, text/yaml;q=0.9, application/xml;q=0.8, text/html;q=0.7, */*;q=0.5';
export const ACCEPT_PAGE =
  'text/html, application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.5';

/**
 * Fetches one document or page and stores its findings.
 * @returns whether it was there and was read; never throws.
 */
export async function readLead(discovery: Discovery, lead: Lead): Promise<boolean> {
  const { run, site, queues } = discovery;
  if (lead.kind === 'page' && !site.robots.mayRead(lead.url)) return false;
  if (lead.kind === 'graphql') return readGraphql(discovery, lead.url);
  const response = await askFor(discovery, lead);
  if (response === null || response.status >= 400 || isSoftNotFound(site, response)) return false;
  const reading = await readResponse(run, response, lead.kind);
  if (reading === null) return false;
  // A page has links in any case. A document of an unknown format gives nothing.
  if (!reading.recognised && lead.kind !== 'page') return false;
  absorbDocument(discovery, reading);
  reading.links.forEach(queues.addPage);
  return true;
}

export function readResponse(
  run: RunContext,
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

async function askFor({ run, site }: Discovery, lead: Lead): Promise<SafeResponse | null> {
  const { limits } = run.parts;
  const isPage = lead.kind === 'page';
  const outcome = await run.ask({
    url: lead.url,
    accept: isPage ? ACCEPT_PAGE : ACCEPT_DOCUMENT,
    bodyBytesMax: isPage ? limits.pageBytesMax : limits.documentBytesMax,
    mayFollow: (url) => url.origin === site.origin,
  });
  if (outcome.kind === 'denied') run.leaveUnread();
  return outcome.kind === 'response' ? outcome : null;
}

/** Sends one introspection query: the only POST of the engine, and only where a GraphQL server seems to answer. */
async function readGraphql(discovery: Discovery, url: string): Promise<boolean> {
  const { run, site, collector } = discovery;
  const mayFollow = (): boolean => false;
  const first = await run.ask({ url, accept: ACCEPT_DOCUMENT, bodyBytesMax: 65_536, mayFollow });
  if (first.kind !== 'response' || isAbsent(first.status) || isSoftNotFound(site, first))
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
  const reading = await readResponse(run, answer, 'graphql');
  if (reading?.recognised) absorbDocument(discovery, reading);
  else if (!speaksGraphql(answer)) return false;
  collector.add([graphqlEndpoint(url)]);
  return true;
}

const isAbsent = (status: number): boolean =>
  status === 404 || status === 410 || (status >= 300 && status < 400);

/**
 * Whether an answer is that of a GraphQL server (GraphQL over HTTP): JSON with `data` or `errors`, even without
 * introspection.
 */
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
  confidence: CONFIDENCE.stated,
  file: url,
  technique: 'graphql-probe',
});
