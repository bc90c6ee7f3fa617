import { load } from '@fingerprintjs/fingerprintjs';
import type { Fingerprint } from '../../../shared/playground.ts';
import { digestLongStrings } from './digest.ts';

/**
 * The browser's own description of itself, as FingerprintJS collects it. Long strings, most of them
 * canvas images, leave as digests: the server would digest them anyway, and never needs to see them.
 */
export async function collectFingerprint(): Promise<Fingerprint> {
  const agent = await load({ monitoring: false });
  const { version, components } = await agent.get();
  const entries = Object.entries(components).map(async ([name, component]) => {
    const { duration } = component;
    if (!('value' in component))
      return [name, { error: describe(component.error), duration }] as const;
    return [name, { value: await digestLongStrings(component.value), duration }] as const;
  });
  return { version, components: Object.fromEntries(await Promise.all(entries)) };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
