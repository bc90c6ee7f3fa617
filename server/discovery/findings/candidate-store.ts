import {
  bodySize,
  CANDIDATES_MAX,
  CHARACTERS_MAX,
  evidenceSize,
  NAMES_MAX,
  nameSize,
  sizeOf,
} from './candidate-limits.ts';
import type { Candidate } from '../findings.ts';
import type { EndpointParameters } from '../vocabulary.ts';
import { parseTemplate, pathOf, shapeOf, type Template } from './endpoint-template.ts';
import { isNewEvidence, newEndpoint, type StoredEndpoint } from './stored-endpoint.ts';
import { templateNames } from './url-template.ts';

const METHOD = /^[A-Z]{3,12}$/;

/** What a candidate added: a new operation, more about a known one (`better`), or nothing (`known`). */
export interface Added {
  kind: 'new' | 'better' | 'known';
  entry: StoredEndpoint;
}

/**
 * Candidates, each operation once. Each reader of a document or of scripts has one, and so has the run, which joins
 * theirs; all have the same limits and the same rules for joining two readings of one operation.
 */
export class CandidateStore {
  /** By shape, then by method; an empty method where no source told it. */
  readonly shapes = new Map<string, Map<string, StoredEndpoint>>();
  #size = 0;
  #characters = 0;

  get isFull(): boolean {
    return this.#size >= CANDIDATES_MAX;
  }

  *entries(): Iterable<StoredEndpoint> {
    for (const methods of this.shapes.values()) yield* methods.values();
  }

  /**
   * @param template the candidate's URL in parts
   * @returns `null` where the store is full, or the URL or method cannot be one of an API
   */
  add(
    candidate: Candidate,
    template: Template | null = parseTemplate(candidate.url),
  ): Added | null {
    const method = candidate.method?.toUpperCase() ?? null;
    if (template === null || (method !== null && !METHOD.test(method))) return null;
    const shape = shapeOf(template);
    const methods = this.shapes.get(shape) ?? new Map<string, StoredEndpoint>();
    const known = methods.get(method ?? '');
    if (known) return { kind: this.#join(known, candidate, template), entry: known };
    if (this.isFull || !this.#fits(sizeOf(candidate))) return null;
    const entry = newEndpoint(candidate, template, method);
    this.shapes.set(shape, methods.set(method ?? '', entry));
    this.#size += 1;
    return { kind: method === null && methods.size > 1 ? 'better' : 'new', entry };
  }

  /** Reserves so many characters, or none. */
  #fits(length: number): boolean {
    if (this.#characters + length > CHARACTERS_MAX) return false;
    this.#characters += length;
    return true;
  }

  #join(entry: StoredEndpoint, candidate: Candidate, template: Template): Added['kind'] {
    const isSurer = candidate.confidence > entry.confidence;
    const moreNames = namedParameters(template) - namedParameters(entry.template);
    const isRenamed = moreNames > 0 || (moreNames === 0 && isSurer);
    const isBased = entry.baseless && candidate.baseless !== true;
    const { apiType, confidence, file, technique } = candidate;
    if (isRenamed) entry.template = template;
    if (isSurer) Object.assign(entry, { apiType, confidence, surest: { file, technique } });
    if (isBased) entry.baseless = false;
    const hasGrown = this.#joinParameters(entry, candidate.parameters);
    const evidence = { file, technique };
    if (isNewEvidence(entry, evidence) && this.#fits(evidenceSize(evidence))) {
      entry.evidence.push(evidence);
    }
    return moreNames > 0 || isSurer || isBased || hasGrown ? 'better' : 'known';
  }

  /** @returns whether there was anything new */
  #joinParameters(
    entry: StoredEndpoint,
    { query, body }: Pick<EndpointParameters, 'query' | 'body'>,
  ): boolean {
    const before = entry.query.size + entry.body.size;
    let hasLongerList = false;
    for (const name of query) {
      if (entry.query.has(name) || entry.query.size >= NAMES_MAX) continue;
      if (this.#fits(nameSize(name))) entry.query.add(name);
    }
    for (const [name, type] of Object.entries(body)) {
      const known = entry.body.get(name);
      const isKnown = entry.body.has(name);
      if (isKnown ? lengthOf(type) <= lengthOf(known) : entry.body.size >= NAMES_MAX) continue;
      if (!this.#fits(bodySize(name, type) - (isKnown ? bodySize(name, known) : 0))) continue;
      entry.body.set(name, type);
      hasLongerList ||= isKnown;
    }
    return hasLongerList || entry.query.size + entry.body.size > before;
  }
}

/** How many of the parameters have a name that says something. */
const namedParameters = (template: Template): number =>
  templateNames(pathOf(template)).filter((name) => !name.startsWith('param')).length;

/** A list of operations can grow from one script to the next; a type is one word. */
const lengthOf = (type: unknown): number => (Array.isArray(type) ? type.length : 0);
