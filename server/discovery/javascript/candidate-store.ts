import { withoutNames } from '../findings/url-template.ts';
import type { Candidate, Lead, Reading } from '../findings.ts';

const CANDIDATES_MAX = 5_000;

/** All candidates of one run, the best of each shape; tells what a script added, so that no reading repeats another. */
export class CandidateStore {
  readonly #best = new Map<string, Candidate>();
  readonly #called = new Set<string>();
  readonly #leads = new Set<string>();

  /** Addresses that calls go to: a bare string with such an address adds nothing, and is left out. */
  markCalled(candidates: readonly Candidate[]): void {
    for (const { url } of candidates) this.#called.add(url);
  }

  all(): Candidate[] {
    return [...this.#best.values()];
  }

  /** Keeps what is new or better, and gives only that. */
  take(candidates: readonly Candidate[], leads: readonly Lead[]): Reading {
    const changed = new Map<string, Candidate>();
    this.markCalled(candidates.filter(({ method }) => method !== null));
    for (const candidate of candidates) {
      if (candidate.method === null && this.#called.has(candidate.url)) continue;
      const key = shapeOf(candidate);
      const known = this.#best.get(key);
      if (!known && this.#best.size >= CANDIDATES_MAX) continue;
      const merged = known ? merge(known, candidate) : candidate;
      if (merged === known) continue;
      this.#best.set(key, merged);
      changed.set(key, merged);
    }
    const fresh = leads.filter((lead) => !this.#leads.has(`${lead.kind} ${lead.url}`));
    for (const lead of fresh) this.#leads.add(`${lead.kind} ${lead.url}`);
    return { candidates: [...changed.values()], leads: fresh };
  }
}

/** Equal for addresses that differ only in what their parameters are called. */
export const shapeOf = ({ method, url, apiType }: Candidate): string =>
  `${method} ${withoutNames(url)} ${apiType}`;

/** How many of the parameters have a name that says something. */
function namedParameters({ parameters }: Candidate): number {
  return parameters.path.filter((name) => !name.startsWith('param')).length;
}

/** The more certain of the two, with the parameters of both; `known` itself where nothing is gained. */
function merge(known: Candidate, next: Candidate): Candidate {
  const query = union(known.parameters.query, next.parameters.query);
  const bodyGrows = Object.entries(next.parameters.body).some(
    ([key, type]) =>
      !(key in known.parameters.body) || sizeOf(type) > sizeOf(known.parameters.body[key]),
  );
  const renamed = namedParameters(next) > namedParameters(known);
  const better = next.confidence > known.confidence;
  const based = known.baseless === true && next.baseless !== true;
  const grows = bodyGrows || query.length > known.parameters.query.length;
  if (!better && !renamed && !based && !grows) return known;
  const winner = better ? next : known;
  const named = renamed ? next : known;
  return {
    ...winner,
    baseless: known.baseless === true && next.baseless === true,
    url: named.url,
    parameters: {
      path: named.parameters.path,
      query,
      body: bodyGrows
        ? { ...known.parameters.body, ...next.parameters.body }
        : known.parameters.body,
    },
  };
}

/** A list of operations can grow; a type cannot. */
function sizeOf(type: unknown): number {
  return Array.isArray(type) ? type.length : 0;
}

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])].slice(0, 60);
}
