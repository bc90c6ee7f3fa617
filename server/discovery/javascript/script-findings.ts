import { CandidateStore } from '../findings/candidate-store.ts';
import { type StoredEndpoint, toCandidate } from '../findings/stored-endpoint.ts';
import type { Candidate, Lead, Reading } from '../findings.ts';

/** What the scripts of one run have given so far; tells what each adds, so that no reading repeats another. */
export class ScriptFindings {
  readonly #candidates = new CandidateStore();
  readonly #called = new Set<string>();
  readonly #leads = new Set<string>();

  /** Addresses that calls go to: a bare string with such an address adds nothing, and is left out. */
  markCalled(candidates: readonly Candidate[]): void {
    for (const { url } of candidates) this.#called.add(url);
  }

  all(): Candidate[] {
    return Array.from(this.#candidates.entries(), toCandidate);
  }

  /** Keeps what is new or better, and gives only that. */
  take(candidates: readonly Candidate[], leads: readonly Lead[]): Reading {
    const changed = new Set<StoredEndpoint>();
    this.markCalled(candidates.filter(({ method }) => method !== null));
    for (const candidate of candidates) {
      if (candidate.method === null && this.#called.has(candidate.url)) continue;
      const added = this.#candidates.add(candidate);
      if (added !== null && added.kind !== 'known') changed.add(added.entry);
    }
    const fresh = leads.filter((lead) => !this.#leads.has(`${lead.kind} ${lead.url}`));
    for (const lead of fresh) this.#leads.add(`${lead.kind} ${lead.url}`);
    return { candidates: Array.from(changed, toCandidate), leads: fresh };
  }
}
