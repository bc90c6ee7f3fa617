import type { Candidate, Lead, Reading } from '../findings.ts';

const CANDIDATES_MAX = 5_000;

/** Remembers what was given already, so that each reading holds only what is new or better. */
export class Ledger {
  readonly #best = new Map<string, Candidate>();
  readonly #leads = new Set<string>();

  take(candidates: readonly Candidate[], leads: readonly Lead[]): Reading {
    const changed = new Map<string, Candidate>();
    for (const candidate of candidates) {
      const key = `${candidate.method} ${candidate.url} ${candidate.apiType}`;
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

/** The more certain of the two, with the parameters of both; `known` itself where nothing is gained. */
function merge(known: Candidate, next: Candidate): Candidate {
  const query = union(known.parameters.query, next.parameters.query);
  const bodyGrows = Object.keys(next.parameters.body).some(
    (key) => !(key in known.parameters.body),
  );
  const better = next.confidence > known.confidence;
  if (!better && !bodyGrows && query.length === known.parameters.query.length) return known;
  const winner = better ? next : known;
  return {
    ...winner,
    parameters: {
      path: winner.parameters.path,
      query,
      body: { ...next.parameters.body, ...known.parameters.body },
    },
  };
}

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])].slice(0, 60);
}
