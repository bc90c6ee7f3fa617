import { SHOWN_MIN } from './confidence.ts';
import type { Candidate } from '../findings.ts';
import type { ApiType, Finding, EndpointParameters, Evidence } from '../vocabulary.ts';
import { pathOf, type Template } from './endpoint-template.ts';
import { templateNames } from './url-template.ts';

const EVIDENCE_MAX = 10;

/** One operation as known so far; `method` is `null` while no source has named it. */
export interface StoredEndpoint {
  template: Template;
  method: string | null;
  apiType: ApiType;
  confidence: number;
  query: Set<string>;
  body: Map<string, unknown>;
  evidence: Evidence[];
  /** The evidence that its confidence comes from. */
  surest: Evidence;
  verified: 'confirmed' | 'demoted' | null;
  /** In every source that named it, an unknown value stood in front of the path. */
  baseless: boolean;
}

export function newEndpoint(
  { apiType, confidence, parameters, file, technique, baseless }: Candidate,
  template: Template,
  method: string | null,
): StoredEndpoint {
  return {
    template,
    method,
    apiType,
    confidence,
    query: new Set(parameters.query),
    // A map, since `__proto__` is a name that a hostile document gives a key.
    body: new Map(Object.entries(parameters.body)),
    evidence: [{ file, technique }],
    surest: { file, technique },
    verified: null,
    baseless: baseless === true,
  };
}

/** An entry as one reader hands it on. */
export function toCandidate(entry: StoredEndpoint): Candidate {
  const { method, apiType, confidence, surest, baseless } = entry;
  return {
    method,
    url: urlOf(entry),
    apiType,
    parameters: parametersOf(entry),
    confidence,
    ...surest,
    ...(baseless && { baseless }),
  };
}

/** Keeps each piece of evidence once, and the first ten. */
export function addEvidence(entry: StoredEndpoint, evidence: Evidence): void {
  if (isNewEvidence(entry, evidence)) entry.evidence.push(evidence);
}

/** Whether the evidence is not listed yet, and fewer than ten pieces are. */
export const isNewEvidence = (
  { evidence }: StoredEndpoint,
  { file, technique }: Evidence,
): boolean =>
  evidence.length < EVIDENCE_MAX &&
  !evidence.some((one) => one.file === file && one.technique === technique);

/**
 * The operations of at least the confidence that is shown, in the order of URLs.
 * @param shapes by shape, then method
 */
export function toFindings(shapes: Map<string, Map<string, StoredEndpoint>>): Finding[] {
  const findings: Finding[] = [];
  for (const methods of shapes.values()) {
    for (const entry of withoutUnknownMethods(methods)) {
      if (entry.confidence >= SHOWN_MIN) findings.push(toFinding(entry));
    }
  }
  return findings.sort((a, b) =>
    a.url < b.url ? -1 : a.url > b.url ? 1 : a.method < b.method ? -1 : 1,
  );
}

/**
 * Where a method of the path is known, an operation without method adds only its evidence. One that answered to GET is
 * an operation of its own.
 */
function withoutUnknownMethods(methods: Map<string, StoredEndpoint>): StoredEndpoint[] {
  const unknown = methods.get('');
  const known = [...methods.values()].filter((entry) => entry !== unknown);
  if (unknown === undefined || known.length === 0) return [...methods.values()];
  if (unknown.verified === 'confirmed' && !methods.has('GET')) return [...known, unknown];
  for (const evidence of unknown.evidence)
    addEvidence(methods.get('GET') ?? known[0] ?? unknown, evidence);
  return known;
}

const METHOD_OF: Partial<Record<ApiType, string>> = { graphql: 'POST', soap: 'POST', rpc: 'POST' };

/** An entry as it is shown. Where no source named the method, it is the usual one of its kind of API. */
export function toFinding(entry: StoredEndpoint): Finding {
  const { apiType } = entry;
  return {
    url: urlOf(entry),
    method: entry.method ?? METHOD_OF[apiType] ?? 'GET',
    apiType,
    confidence: Math.round(Math.min(1, Math.max(0, entry.confidence)) * 100) / 100,
    parameters: parametersOf(entry),
    evidence: entry.evidence,
  };
}

function urlOf({ template, apiType }: StoredEndpoint): string {
  const isSocket = apiType === 'websocket';
  return (isSocket ? template.origin.replace(/^http/, 'ws') : template.origin) + pathOf(template);
}

const parametersOf = ({ template, query, body }: StoredEndpoint): EndpointParameters => ({
  path: templateNames(pathOf(template)),
  query: [...query],
  body: Object.fromEntries(body),
});
