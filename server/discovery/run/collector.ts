import { CONFIDENCE } from '../findings/confidence.ts';
import { createEndpointStore, type EndpointStore } from '../findings/endpoint-store.ts';
import { parseTemplate, shapeOf } from '../findings/endpoint-template.ts';
import { toFinding } from '../findings/stored-endpoint.ts';
import type { Candidate } from '../findings.ts';
import type { Finding } from '../vocabulary.ts';
import type { RunInput } from './share-runs.ts';

/** Stores candidates, and announces each finding once. */
export interface Collector {
  store: EndpointStore;
  /** @returns how many of them were new */
  add(candidates: readonly Candidate[]): number;
  /** Announces the findings that are certain enough by now. */
  announce(): void;
  /** Announces the findings that were not announced yet. */
  announceAll(findings: readonly Finding[]): void;
}

// An announcement cannot be taken back. Findings of less confidence are announced at the end, when all scripts have
// been read and the findings have been verified.
const ANNOUNCED_AT_ONCE_MIN = CONFIDENCE.called;

export function createCollector(origin: string, onEvent: RunInput['onEvent']): Collector {
  const store = createEndpointStore(origin);
  // By method and shape, since the names of parameters may still change.
  const announced = new Set<string>();

  function announceOne(key: string, make: () => Finding): void {
    if (announced.has(key)) return;
    announced.add(key);
    onEvent({ kind: 'found', finding: make() });
  }

  function announce(): void {
    for (const entry of store.entries()) {
      if (entry.confidence < ANNOUNCED_AT_ONCE_MIN || entry.method === null) continue;
      announceOne(`${entry.method} ${shapeOf(entry.template)}`, () => toFinding(entry));
    }
  }

  return {
    store,
    announce,
    add(candidates) {
      const added = candidates.filter((candidate) => store.add(candidate)).length;
      if (added > 0) announce();
      return added;
    },
    announceAll(findings) {
      for (const finding of findings) {
        const template = parseTemplate(finding.url);
        if (template) announceOne(`${finding.method} ${shapeOf(template)}`, () => finding);
      }
    },
  };
}
