import type { Static } from 'typebox';
import type { Endpoint } from '../../shared/discovery.ts';
import type { DetectedApis } from '../../shared/skanyr.ts';
import { Problem } from '../problem.ts';
import type { Caller, SkanyrDeps } from './discover.ts';
import { resultOf } from './result.ts';

/** How many of the latest discoveries `detected-apis` reads. A visitor has at most ten. */
const LOOK_BACK = 100;

/** `GET detected-apis?page_url=`: what this organization has stored about a page; no request is made. */
export async function detectedApis(
  pageUrl: string,
  caller: Caller,
  deps: SkanyrDeps,
): Promise<Static<typeof DetectedApis>> {
  const page = normalise(pageUrl);
  if (page === null) {
    throw new Problem(
      'invalid_field',
      'page_url must be a full URL, such as https://example.com/page.',
      {
        field: 'page_url',
      },
    );
  }
  // Cached, because thousands of endpoints name the same few files.
  const files = new Map<string, boolean>();
  const isPage = (file: string): boolean => {
    const known = files.get(file) ?? normalise(file) === page;
    files.set(file, known);
    return known;
  };
  const best = new Map<string, Endpoint>();
  for (const record of await deps.storage.listDiscoveries(caller.organizationId, LOOK_BACK)) {
    for (const endpoint of resultOf(record).endpoints) {
      const isOfPage = record.url === page || endpoint.source.some(({ file }) => isPage(file));
      const slot = `${endpoint.method} ${endpoint.url}`;
      const known = best.get(slot);
      if (isOfPage && (!known || known.confidence < endpoint.confidence)) best.set(slot, endpoint);
    }
  }
  const endpoints = [...best.values()];
  return { success: true, page_url: page, endpoints, total: endpoints.length };
}

function normalise(text: string): string | null {
  const url = URL.parse(text);
  if (!url) return null;
  url.hash = '';
  return url.href;
}
