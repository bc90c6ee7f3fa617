import { mergeCandidates } from '../findings/merge-candidates.ts';
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
      const merged = known ? mergeCandidates(known, candidate) : candidate;
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
