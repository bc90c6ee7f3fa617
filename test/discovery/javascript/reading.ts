import type { Candidate } from '../../../server/discovery/findings.ts';
import { readScripts } from '../../../server/discovery/javascript/read-scripts.ts';

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
