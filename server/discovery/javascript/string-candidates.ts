import type { Candidate } from '../findings.ts';
import { toAddress } from './address.ts';
import type { ScriptFile } from './scope.ts';
import { isElsewhere, worthOf } from './strings.ts';
import { partsOf, type Part } from './value.ts';
import { ask, type World } from './world.ts';

const STRINGS_MAX = 3_000;

/** Bare strings that look like addresses, as weak hints. */
export function stringsOf(world: World, file: ScriptFile): Candidate[] {
  const out: Candidate[] = [];
  for (const site of file.strings) {
    if (out.length >= STRINGS_MAX) break;
    if (isElsewhere(site)) continue;
    const { node } = site.place;
    let parts: readonly Part[] | null = null;
    if (node.type === 'Literal' && typeof node.value === 'string') parts = [node.value];
    else if (node.type === 'TemplateLiteral') {
      if (
        !node.quasis[0]?.value.raw.startsWith('/') &&
        !node.quasis[0]?.value.raw.startsWith('http')
      )
        continue;
      ask(world, new Map(), 2_000);
      const [value] = world.evaluate(node, {
        scope: site.place.scope,
        at: site.place.at,
        frame: null,
      });
      parts = value ? partsOf(value) : null;
    }
    const candidate = parts ? stringCandidate(parts, file.url, world.documentBase) : null;
    if (candidate) out.push(candidate);
  }
  return out;
}

/** A candidate for a text that nothing but its looks speaks for. */
export function stringCandidate(
  parts: readonly Part[],
  file: string,
  documentBase: URL,
): Candidate | null {
  const looks = parts.map((part) => (typeof part === 'string' ? part : '{x}')).join('');
  const worth = worthOf(looks);
  if (!worth) return null;
  const address = toAddress(parts, documentBase, worth === 'marked');
  if (!address) return null;
  return {
    method: null,
    url: address.url,
    apiType: 'rest',
    parameters: { path: address.path, query: address.query, body: {} },
    confidence: worth === 'marked' ? 0.5 : 0.3,
    file,
    technique: worth === 'marked' ? 'marked-string' : 'string',
  };
}
