import type { Candidate, Lead, Reading } from '../../../server/discovery/findings.ts';
import { CandidateStore } from '../../../server/discovery/findings/candidate-store.ts';
import { toCandidate } from '../../../server/discovery/findings/stored-endpoint.ts';
import {
  createScriptReader,
  type Script,
} from '../../../server/discovery/javascript/read-scripts.ts';

export const PAGE = 'https://shop.example/app/';

/** What one inline script of the page gives, as `METHOD url confidence technique`, the surest first. */
export function read(code: string, documentBase = PAGE): Candidate[] {
  return readAll([['main.js', code]], documentBase);
}

export function readAll(scripts: [name: string, code: string][], documentBase = PAGE): Candidate[] {
  const { candidates } = readScripts({
    documentBase,
    scripts: scripts.map(([name, code]) => ({
      url: `https://shop.example/app/${name}`,
      code,
      kind: code.includes('import') || code.includes('export') ? 'module' : 'classic',
    })),
  });
  return candidates.sort((a, b) => b.confidence - a.confidence);
}

/** `GET /api/users`, for all candidates that a default listing shows. */
export function lines(candidates: readonly Candidate[], minimum = 0.4): string[] {
  return candidates
    .filter(({ confidence }) => confidence >= minimum)
    .map(
      ({ method, url }) => `${method ?? '?'} ${decodeURI(url.replace('https://shop.example', ''))}`,
    )
    .sort();
}

/** All that a page's scripts give, read one after the other. */
export function readScripts(input: { documentBase: string; scripts: Script[] }): Reading {
  const reader = createScriptReader(input.documentBase);
  const readings = [...input.scripts.map((script) => reader.add(script)), reader.finish()];
  const candidates = new CandidateStore();
  const leads: Lead[] = [];
  for (const reading of readings) {
    for (const candidate of reading.candidates) candidates.add(candidate);
    leads.push(...reading.leads);
  }
  return { candidates: Array.from(candidates.entries(), toCandidate), leads };
}
