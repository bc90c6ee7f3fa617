import type { ApiType, Endpoint, EndpointParameters, Evidence } from '../../shared/discovery.ts';
import {
  generalise,
  isParameter,
  parameterNames,
  parseTemplate,
  pathOf,
  shapeOf,
  type Template,
} from './endpoint-template.ts';
import type { Candidate } from './findings.ts';

/** Below this nothing is shown. */
export const SHOWN_CONFIDENCE_MIN = 0.4;
const DOCUMENT_CONFIDENCE = 0.95;
const VERIFIED_CONFIDENCE = 0.9;
const ENDPOINTS_MAX = 5000;
const EVIDENCE_MAX = 10;
const METHOD = /^[A-Z]{3,12}$/;

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
}

/** Everything found in one run, merged as it comes in. */
export interface EndpointLedger {
  /** @returns whether it was new: an operation not known in this shape. */
  add(candidate: Candidate): boolean;
  /** Lists endpoints of this origin too: a document of the target names it as its server. */
  allowOrigin(origin: string): void;
  entries(): Iterable<Entry>;
  confirm(entry: Entry, url: string, technique: string): void;
  demote(entry: Entry, factor: number): void;
  /** The merged endpoints worth showing, in the order of their URLs. */
  endpoints(): Endpoint[];
}

/**
 * @param targetOrigin where the seed was in the end; only this origin, and those that its documents name as
 * servers, are listed.
 */
export function createEndpointLedger(targetOrigin: string): EndpointLedger {
  const origins = new Set([targetOrigin]);
  // Shape, then method.
  const shapes = new Map<string, Map<string, Entry>>();
  let size = 0;

  function add(candidate: Candidate): boolean {
    const parsed = parseTemplate(candidate.url);
    if (parsed === null || size >= ENDPOINTS_MAX) return false;
    const withOrigin = { ...parsed, origin: sameHostOrigin(parsed.origin, targetOrigin) };
    if (!origins.has(withOrigin.origin)) return false;
    const method = candidate.method?.toUpperCase() ?? null;
    if (method !== null && !METHOD.test(method)) return false;
    const template =
      candidate.confidence >= DOCUMENT_CONFIDENCE ? withOrigin : generalise(withOrigin);
    const shape = shapeOf(template);
    const methods = shapes.get(shape) ?? new Map<string, Entry>();
    shapes.set(shape, methods);
    const known = methods.get(method ?? '');
    if (known) {
      merge(known, candidate, template);
      return false;
    }
    const isNew = methods.size === 0 || method !== null;
    methods.set(method ?? '', newEntry(candidate, template, method));
    size += 1;
    return isNew;
  }

  return {
    add,
    allowOrigin: (origin) => void (origins.size < 20 && origins.add(origin)),
    *entries() {
      for (const methods of shapes.values()) yield* methods.values();
    },
    confirm(entry, url, technique) {
      entry.verified = 'confirmed';
      entry.confidence = Math.max(entry.confidence, VERIFIED_CONFIDENCE);
      addEvidence(entry, { file: url, technique });
    },
    demote(entry, factor) {
      entry.verified = 'demoted';
      entry.confidence *= factor;
    },
    endpoints: () => toEndpoints(shapes),
  };
}

/** `http://host` and `https://host` on their default ports are one site: the target's spelling wins. */
function sameHostOrigin(origin: string, targetOrigin: string): string {
  const bare = (text: string): string => text.replace(/^https?:/, '');
  return bare(origin) === bare(targetOrigin) ? targetOrigin : origin;
}

function newEntry(candidate: Candidate, template: Template, method: string | null): Entry {
  const { confidence, apiType, parameters, file, technique } = candidate;
  return {
    template,
    method,
    apiType,
    confidence,
    query: new Set(parameters.query),
    body: new Map(Object.entries(parameters.body)),
    source: [{ file, technique }],
    verified: null,
  };
}

function merge(entry: Entry, candidate: Candidate, template: Template): void {
  if (candidate.confidence > entry.confidence) {
    Object.assign(entry, {
      template,
      apiType: candidate.apiType,
      confidence: candidate.confidence,
    });
  }
  mergeParameters(entry, candidate.parameters);
  addEvidence(entry, { file: candidate.file, technique: candidate.technique });
}

function mergeParameters(
  entry: Entry,
  { query, body }: Pick<EndpointParameters, 'query' | 'body'>,
): void {
  for (const name of query) entry.query.add(name);
  // A map, since `__proto__` is a name that a hostile document gives a key.
  for (const [name, type] of Object.entries(body)) {
    if (!entry.body.has(name)) entry.body.set(name, type);
  }
}

function addEvidence(entry: Entry, evidence: Evidence): void {
  const known = entry.source.some(
    (one) => one.file === evidence.file && one.technique === evidence.technique,
  );
  if (!known && entry.source.length < EVIDENCE_MAX) entry.source.push(evidence);
}

function toEndpoints(shapes: Map<string, Map<string, Entry>>): Endpoint[] {
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

/** An operation without method says nothing new where the method is known: its evidence joins the others. */
function withoutUnknownMethods(methods: Map<string, Entry>): Entry[] {
  const unknown = methods.get('');
  if (unknown === undefined || methods.size === 1) return [...methods.values()];
  const known = [...methods.values()].filter((entry) => entry !== unknown);
  for (const entry of known) {
    for (const evidence of unknown.source) addEvidence(entry, evidence);
    if (unknown.verified === 'confirmed')
      entry.confidence = Math.max(entry.confidence, VERIFIED_CONFIDENCE);
  }
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
