import type { Finding, EndpointParameters } from '../vocabulary.ts';
import { generalise, parseTemplate, shapeOf, type Template } from './endpoint-template.ts';
import {
  bodySize,
  CANDIDATES_MAX,
  CHARACTERS_MAX,
  evidenceSize,
  nameSize,
  sizeOf,
} from './candidate-limits.ts';
import { CONFIDENCE } from './confidence.ts';
import type { Candidate } from '../findings.ts';
import { foldBaseless } from './fold-baseless.ts';
import { foldExamples } from './fold-examples.ts';
import { addEvidence, isNewEvidence, toFindings, type StoredEndpoint } from './stored-endpoint.ts';

const METHOD = /^[A-Z]{3,12}$/;

/** Everything found in one run, merged as it comes in. */
export interface EndpointStore {
  /** @returns whether it was new: an operation not known in this shape. */
  add(candidate: Candidate): boolean;
  /** Lists endpoints of this origin too: a document of the target names it as its server. */
  allowOrigin(origin: string): void;
  entries(): Iterable<StoredEndpoint>;
  confirm(entry: StoredEndpoint, url: string, technique: string): void;
  demote(entry: StoredEndpoint, factor: number): void;
  /** Joins what only differs by a base path that a script's reader did not see, and examples to their template. */
  settle(): void;
  /** What is worth showing, in the order of their URLs. */
  findings(): Finding[];
}

/**
 * @param targetOrigin the origin of the seed after redirects; only this origin, and those that its documents name as
 * servers, are listed.
 */
export function createEndpointStore(targetOrigin: string): EndpointStore {
  const origins = new Set([targetOrigin]);
  // Shape, then method.
  const shapes = new Map<string, Map<string, StoredEndpoint>>();
  let size = 0;
  let characters = 0;

  /** Reserves so many characters, or none. */
  function fits(length: number): boolean {
    if (characters + length > CHARACTERS_MAX) return false;
    characters += length;
    return true;
  }

  function add(candidate: Candidate): boolean {
    const parsed = parseTemplate(candidate.url);
    if (parsed === null || size >= CANDIDATES_MAX) return false;
    const withOrigin = { ...parsed, origin: sameHostOrigin(parsed.origin, targetOrigin) };
    if (!origins.has(withOrigin.origin)) return false;
    const method = candidate.method?.toUpperCase() ?? null;
    if (method !== null && !METHOD.test(method)) return false;
    const template =
      candidate.confidence >= CONFIDENCE.stated ? withOrigin : generalise(withOrigin);
    const shape = shapeOf(template);
    const methods = shapes.get(shape) ?? new Map<string, StoredEndpoint>();
    const known = methods.get(method ?? '');
    if (known) {
      merge(known, candidate, template, fits);
      return false;
    }
    if (!fits(sizeOf(candidate))) return false;
    const isNew = methods.size === 0 || method !== null;
    shapes.set(shape, methods);
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
      entry.confidence = Math.max(entry.confidence, CONFIDENCE.verified);
      addEvidence(entry, { file: url, technique });
    },
    demote(entry, factor) {
      entry.verified = 'demoted';
      entry.confidence *= factor;
    },
    settle() {
      foldBaseless(shapes);
      foldExamples(shapes);
    },
    findings: () => toFindings(shapes),
  };
}

/** `http://host` and `https://host` on their default ports are one site: the target's spelling wins. */
function sameHostOrigin(origin: string, targetOrigin: string): string {
  const bare = (text: string): string => text.replace(/^https?:/, '');
  return bare(origin) === bare(targetOrigin) ? targetOrigin : origin;
}

function newEntry(candidate: Candidate, template: Template, method: string | null): StoredEndpoint {
  const { confidence, apiType, parameters, file, technique } = candidate;
  return {
    template,
    method,
    apiType,
    confidence,
    query: new Set(parameters.query),
    body: new Map(Object.entries(parameters.body)),
    evidence: [{ file, technique }],
    verified: null,
    baseless: candidate.baseless === true,
  };
}

type Fits = (length: number) => boolean;

function merge(entry: StoredEndpoint, candidate: Candidate, template: Template, fits: Fits): void {
  if (candidate.confidence > entry.confidence) {
    Object.assign(entry, {
      template,
      apiType: candidate.apiType,
      confidence: candidate.confidence,
    });
  }
  entry.baseless &&= candidate.baseless === true;
  mergeParameters(entry, candidate.parameters, fits);
  const evidence = { file: candidate.file, technique: candidate.technique };
  if (isNewEvidence(entry, evidence) && fits(evidenceSize(evidence))) {
    entry.evidence.push(evidence);
  }
}

function mergeParameters(
  entry: StoredEndpoint,
  { query, body }: Pick<EndpointParameters, 'query' | 'body'>,
  fits: Fits,
): void {
  for (const name of query) {
    if (!entry.query.has(name) && fits(nameSize(name))) entry.query.add(name);
  }
  // A map, since `__proto__` is a name that a hostile document gives a key.
  for (const [name, type] of Object.entries(body)) {
    if (!entry.body.has(name) && fits(bodySize(name, type))) entry.body.set(name, type);
  }
}
