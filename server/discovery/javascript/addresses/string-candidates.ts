import { CONFIDENCE } from '../../findings/confidence.ts';
import type { Candidate } from '../../findings.ts';
import { toAddress } from './address.ts';
import { isGraphqlUrl } from '../../findings/api-marker.ts';
import type { ScriptFile, StringSite } from '../syntax/scope.ts';
import { isNoAddress, kindOfString } from './string-kinds.ts';
import { type Part, partsOf } from '../evaluate/value.ts';
import { type World, startQuestion } from '../evaluate/world.ts';

const STRINGS_MAX = 3_000;

const STEPS_PER_STRING = 400;

/** Plain strings that look like addresses, with a low confidence. */
export function stringsOf(world: World, file: ScriptFile): Candidate[] {
  const out: Candidate[] = [];
  const keys = handlerNames(file);
  for (const site of file.strings) {
    if (out.length >= STRINGS_MAX) break;
    const { node } = site.place;
    if (isNoAddress(site) || (node.type === 'Literal' && keys.has(node.value))) continue;
    const parts = textOf(world, site);
    const candidate = parts ? stringCandidate(parts, file.url, world) : null;
    if (candidate) out.push(candidate);
  }
  return out;
}

/** `handlers['api/users-get'] = …`: keys of message handlers look like addresses, but are names of messages. */
function handlerNames(file: ScriptFile): Set<unknown> {
  const names = new Set<unknown>();
  for (const { parent, place } of file.strings)
    if (parent.type === 'MemberExpression' && parent.computed && place.node.type === 'Literal')
      names.add(place.node.value);
  return names;
}

function textOf(world: World, site: StringSite): readonly Part[] | null {
  const { node, scope, at } = site.place;
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : null;
  startQuestion(world, new Map(), STEPS_PER_STRING);
  const values = world.evaluate(node, { scope, at, frame: null });
  const known = values.find((value) => typeof partsOf(value)?.[0] === 'string') ?? values[0];
  return known ? partsOf(known) : null;
}

/** A candidate from a string that looks like an address, or `null`. */
export function stringCandidate(
  parts: readonly Part[],
  file: string,
  { documentBase, libraries: { pathMarkers } }: Pick<World, 'documentBase' | 'libraries'>,
): Candidate | null {
  const looks = parts.map((part) => (typeof part === 'string' ? part : '{x}')).join('');
  const kind = kindOfString(looks, pathMarkers);
  if (!kind) return null;
  const address = toAddress(parts, documentBase, kind === 'marked');
  if (!address) return null;
  return {
    method: null,
    url: address.url,
    apiType: isGraphqlUrl(address.url)
      ? 'graphql'
      : (pathMarkers.get(address.url.slice(address.url.lastIndexOf('/') + 1)) ?? 'rest'),
    parameters: { path: address.path, query: address.query, body: {} },
    confidence: kind === 'marked' ? CONFIDENCE.markedString : CONFIDENCE.string,
    file,
    technique: kind === 'marked' ? 'marked-string' : 'string',
  };
}
