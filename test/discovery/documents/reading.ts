import type { Candidate } from '../../../server/discovery/findings.ts';
import {
  type DocumentInput,
  type DocumentReading,
  readDocument,
} from '../../../server/discovery/documents/read-document.ts';

/** Reads a document as the engine would have fetched it; only what matters to a test is named there. */
export function read(body: unknown, input: Partial<DocumentInput> = {}): DocumentReading {
  return readDocument({
    url: 'https://shop.example/',
    contentType: '',
    kind: 'unknown',
    headers: {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...input,
  });
}

/** `GET https://shop.example/users/{id}`, sorted; `?` where the method is not known. */
export function calls(reading: DocumentReading): string[] {
  return reading.candidates
    .map((candidate) => `${candidate.method ?? '?'} ${candidate.url}`)
    .toSorted();
}

/** The one candidate whose URL ends like this. */
export function candidateAt(reading: DocumentReading, ending: string): Candidate {
  const found = reading.candidates.filter((candidate) => candidate.url.endsWith(ending));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} candidates end with ${ending}: ${calls(reading).join(', ')}`);
  }
  return only;
}

export function leads(reading: DocumentReading): string[] {
  return reading.leads.map((lead) => `${lead.kind} ${lead.url}`).toSorted();
}
