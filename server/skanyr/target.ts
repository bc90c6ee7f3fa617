import { createHash } from 'node:crypto';
import type { Engine } from '../discovery/discover.ts';
import { Problem } from '../problem.ts';
import type { DiscoveryKind } from '../storage/port/discoveries.ts';

/**
 * Parses the URL that a caller wants discovered.
 * @throws Problem 422, not charged, with what to do instead
 */
export function parseTarget(text: string, engine: Pick<Engine, 'refuse'>): string {
  const refusal = engine.refuse(text);
  if (refusal) {
    throw new Problem(refusal.code, refusal.detail, { field: 'url', charged: false });
  }
  const url = new URL(text);
  url.hash = '';
  return url.href;
}

/** What "the same request" means: kind, URL and the options that change the result. */
export function requestHash(
  kind: DiscoveryKind,
  url: string,
  options: Readonly<Record<string, unknown>>,
): string {
  const sorted = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, url, sorted]))
    .digest('hex');
}
