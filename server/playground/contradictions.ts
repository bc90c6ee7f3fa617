import type { IncomingHttpHeaders } from 'node:http';
import type { Fingerprint } from '../../shared/playground.ts';
import { systemOf, systemOfUserAgent, type System } from './system.ts';

/**
 * Counts what headers say otherwise than components do: the language, and the operating system by
 * `Sec-CH-UA-Platform` or else by `User-Agent`. A header that is missing or says nothing contradicts
 * nothing, and neither does what browsers themselves do: desktop mode on a phone, one language in a
 * private window. This makes a visitor dearer and never refuses one.
 */
export function contradictionsOf(
  headers: IncomingHttpHeaders,
  components: Fingerprint['components'],
): number {
  const language = languagesContradict(headers['accept-language'], components.languages?.value);
  const claimed = systemOf(components.platform?.value);
  const told =
    systemOf(unquoted(headers['sec-ch-ua-platform'])) ?? systemOfUserAgent(headers['user-agent']);
  return Number(language) + Number(differ(claimed, told));
}

const differ = (a: System | null, b: System | null) => a !== null && b !== null && a !== b;

const unquoted = (header: string | string[] | undefined) =>
  typeof header === 'string' ? header.replaceAll('"', '') : undefined;

/** Whether no language of the header (by its primary subtag) is one that the browser says it has. */
function languagesContradict(header: string | undefined, component: unknown): boolean {
  if (header === undefined || !Array.isArray(component)) return false;
  const spoken = new Set(component.flat().flatMap((tag) => primarySubtag(tag) ?? []));
  const accepted = header.split(',').flatMap((range) => primarySubtag(range.split(';')[0]) ?? []);
  if (spoken.size === 0 || accepted.length === 0) return false;
  return !accepted.some((tag) => tag === '*' || spoken.has(tag));
}

/** In lower case, or `*` for any; null for what is no language. */
function primarySubtag(tag: unknown): string | null {
  const found = typeof tag === 'string' ? /^\s*(\*|[a-z]{2,8}(?![a-z0-9]))/i.exec(tag)?.[1] : null;
  return found?.toLowerCase() ?? null;
}
