import type { ApiType, Endpoint, Evidence } from '../../../shared/discovery.ts';
import { isParameter, parameterNames, pathOf, type Template } from './endpoint-template.ts';

/** Below this nothing is shown. */
const SHOWN_CONFIDENCE_MIN = 0.4;
export const VERIFIED_CONFIDENCE = 0.9;
const EVIDENCE_MAX = 10;

/** One operation as known so far; `method: null` where no source has told. */
export interface Entry {
  template: Template;
  method: string | null;
  apiType: ApiType;
  confidence: number;
  query: Set<string>;
  body: Map<string, unknown>;
  source: Evidence[];
  verified: 'confirmed' | 'demoted' | null;
  /** Whatever named it had something unknown in front of the path. */
  baseless: boolean;
}

/** Each piece once, the first ten. */
export function addEvidence(entry: Entry, evidence: Evidence): void {
  if (isNewEvidence(entry, evidence)) entry.source.push(evidence);
}

/** Whether it is not known yet, and one of the first ten. */
export const isNewEvidence = ({ source }: Entry, { file, technique }: Evidence): boolean =>
  source.length < EVIDENCE_MAX &&
  !source.some((one) => one.file === file && one.technique === technique);

/** What is worth showing, in the order of URLs; keyed by shape, then method. */
export function toEndpoints(shapes: Map<string, Map<string, Entry>>): Endpoint[] {
  const endpoints: Endpoint[] = [];
  for (const methods of shapes.values()) {
    for (const entry of withoutUnknownMethods(methods)) {
      if (entry.confidence >= SHOWN_CONFIDENCE_MIN) endpoints.push(toEndpoint(entry));
    }
  }
  return endpoints.sort((a, b) =>
    a.url < b.url ? -1 : a.url > b.url ? 1 : a.method < b.method ? -1 : 1,
  );
}

/**
 * An operation without method says nothing new where a method is known: its evidence joins the others. One that
 * answered to GET is an operation of its own.
 */
function withoutUnknownMethods(methods: Map<string, Entry>): Entry[] {
  const unknown = methods.get('');
  const known = [...methods.values()].filter((entry) => entry !== unknown);
  if (unknown === undefined || known.length === 0) return [...methods.values()];
  if (unknown.verified === 'confirmed' && !methods.has('GET')) return [...known, unknown];
  for (const evidence of unknown.source)
    addEvidence(methods.get('GET') ?? known[0] ?? unknown, evidence);
  return known;
}

const METHOD_OF: Partial<Record<ApiType, string>> = { graphql: 'POST', soap: 'POST', rpc: 'POST' };

/** The wire's form of an entry. Where no source told the method, it is the one its kind of API uses. */
export function toEndpoint(entry: Entry): Endpoint {
  const { template, apiType } = entry;
  const scheme = apiType === 'websocket' ? template.origin.replace(/^http/, 'ws') : template.origin;
  return {
    url: scheme + pathOf(template),
    method: entry.method ?? METHOD_OF[apiType] ?? 'GET',
    api_type: apiType,
    confidence: Math.round(Math.min(1, Math.max(0, entry.confidence)) * 100) / 100,
    parameters: {
      path: parameterNames(template.segments.filter(isParameter)),
      query: [...entry.query],
      body: Object.fromEntries(entry.body),
    },
    source: entry.source,
  };
}
