import type { Finding } from '../vocabulary.ts';
import type { Candidate } from '../findings.ts';
import { CandidateStore } from './candidate-store.ts';
import { CONFIDENCE } from './confidence.ts';
import { generalise, parseTemplate } from './endpoint-template.ts';
import { foldBaseless } from './fold-baseless.ts';
import { foldExamples } from './fold-examples.ts';
import { addEvidence, toFindings, type StoredEndpoint } from './stored-endpoint.ts';

/** Everything found in one run. Candidates of one operation are merged when they are added. */
export interface EndpointStore {
  /** @returns whether it was new: no operation of this method and shape of URL was known */
  add(candidate: Candidate): boolean;
  /** Lists endpoints of a further origin, which a document of the target names as its server. */
  allowOrigin(origin: string): void;
  entries(): Iterable<StoredEndpoint>;
  confirm(entry: StoredEndpoint, url: string, technique: string): void;
  demote(entry: StoredEndpoint, factor: number): void;
  /**
   * Joins endpoints that differ only by a base path that a script's reader did not see, and examples with their
   * template.
   */
  settle(): void;
  /** The endpoints of at least the confidence that is shown, in the order of their URLs. */
  findings(): Finding[];
}

/** Origins that documents may name as servers: a hostile one could name others without end. */
const ORIGINS_MAX = 20;

/**
 * @param targetOrigin the origin of the seed after redirects; only this origin, and those that its documents name as
 * servers, are listed.
 */
export function createEndpointStore(targetOrigin: string): EndpointStore {
  const origins = new Set([targetOrigin]);
  const store = new CandidateStore();
  return {
    add(candidate) {
      const parsed = parseTemplate(candidate.url);
      if (parsed === null) return false;
      const template = { ...parsed, origin: sameHostOrigin(parsed.origin, targetOrigin) };
      if (!origins.has(template.origin)) return false;
      const isExact = candidate.confidence >= CONFIDENCE.stated;
      return store.add(candidate, isExact ? template : generalise(template))?.kind === 'new';
    },
    allowOrigin: (origin) => void (origins.size < ORIGINS_MAX && origins.add(origin)),
    entries: () => store.entries(),
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
      foldBaseless(store.shapes);
      foldExamples(store.shapes);
    },
    findings: () => toFindings(store.shapes),
  };
}

/** `http://host` and `https://host` on their default ports are one site: the target's spelling wins. */
function sameHostOrigin(origin: string, targetOrigin: string): string {
  const bare = (text: string): string => text.replace(/^https?:/, '');
  return bare(origin) === bare(targetOrigin) ? targetOrigin : origin;
}
