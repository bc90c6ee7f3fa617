import type { IncomingHttpHeaders } from 'node:http';
import type { Fingerprint } from '../../shared/playground.ts';
import { systemOf, systemOfUserAgent, type System } from './system.ts';

/**
 * Counts the headers that contradict the fingerprint's components: the language, and the operating system by
 * `Sec-CH-UA-Platform` or else by `User-Agent`. A header that is missing or unclear does not count, and neither
 * do differences that browsers make themselves, such as desktop mode on a phone or a single language in a
 * private window. Contradictions raise the price of a new visitor; they never refuse one.
 */
export function contradictionsOf(
  headers: IncomingHttpHeaders,
  components: Fingerprint['components'],
): number {
  const language = languagesContradict(headers['accept-language'], components.languages?.value);
  const inComponents = systemOf(components.platform?.value);
  const inHeaders =
    systemOf(unquoted(headers['sec-ch-ua-platform'])) ?? systemOfUserAgent(headers['user-agent']);
  return Number(language) + Number(differ(inComponents, inHeaders));
}

const differ = (a: System | null, b: System | null) => a !== null && b !== null && a !== b;

const unquoted = (header: string | string[] | undefined) =>
  typeof header === 'string' ? header.replaceAll('"', '') : undefined;

/** Whether the header and the component have no language in common, compared by primary subtag. */
function languagesContradict(header: string | undefined, component: unknown): boolean {
  if (header === undefined || !Array.isArray(component)) return false;
  const spoken = new Set(component.flat().flatMap((tag) => primarySubtag(tag) ?? []));
  const accepted = header.split(',').flatMap((range) => primarySubtag(range.split(';')[0]) ?? []);
  if (spoken.size === 0 || accepted.length === 0) return false;
  return !accepted.some((tag) => tag === '*' || spoken.has(tag));
}

/** The primary subtag in lower case, or `*` for any language; null where the text is no language tag. */
function primarySubtag(tag: unknown): string | null {
  const found = typeof tag === 'string' ? /^\s*(\*|[a-z]{2,8}(?![a-z0-9]))/i.exec(tag)?.[1] : null;
  return found?.toLowerCase() ?? null;
}
