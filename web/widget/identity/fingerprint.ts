import { loadSources, prepareForSources, sources } from '@fingerprintjs/fingerprintjs';
import type { Fingerprint } from '../../../shared/playground.ts';
import { digestLongStrings } from './digest.ts';

/** Of the library: which values a fingerprint has depends on it. A test compares the two. */
export const LIBRARY_VERSION = '5.2.0';

/**
 * The browser's own description of itself, as FingerprintJS collects it. Long strings, most of them
 * canvas images, leave as digests: the server would digest them anyway, and never needs to see them.
 *
 * The library's own `load` is not used, so that the build leaves out what comes with it: its hash and score, which the
 * server computes better, and a request to its makers. The functions used may change in any version: it is pinned.
 */
export async function collectFingerprint(): Promise<Fingerprint> {
  await prepareForSources();
  const components = await loadSources(sources, { cache: {}, debug: false }, [])();
  const entries = Object.entries(components).map(async ([name, component]) => {
    const { duration } = component;
    if (!('value' in component))
      return [name, { error: describe(component.error), duration }] as const;
    return [name, { value: await digestLongStrings(component.value), duration }] as const;
  });
  return { version: LIBRARY_VERSION, components: Object.fromEntries(await Promise.all(entries)) };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
