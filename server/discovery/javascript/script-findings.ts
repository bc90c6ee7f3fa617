import { CandidateStore } from '../findings/candidate-store.ts';
import { type StoredEndpoint, toCandidate } from '../findings/stored-endpoint.ts';
import type { Candidate, Lead, Reading } from '../findings.ts';

/** The candidates and leads of all scripts of one run. Returns for each script only what it adds. */
export class ScriptFindings {
  readonly #candidates = new CandidateStore();
  readonly #called = new Set<string>();
  readonly #leads = new Set<string>();

  /** Notes addresses of calls. A plain string with the same address adds nothing and is left out. */
  markCalled(candidates: readonly Candidate[]): void {
    for (const { url } of candidates) this.#called.add(url);
  }

  all(): Candidate[] {
    return Array.from(this.#candidates.entries(), toCandidate);
  }

  /** Stores candidates and leads, and returns those that are new or have changed. */
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
