import { createHash } from 'node:crypto';
import type { Fingerprint } from '../../shared/playground.ts';
import { STABLE_COMPONENTS } from '../../shared/stable-components.ts';
import { checkPlausible, implausible, isDigest } from './plausible.ts';

/**
 * Components that the library reads from the browser unchanged. They stay the same when a new version of the
 * library draws, plays or calculates something differently.
 */
const CORE_COMPONENTS: ReadonlySet<string> = new Set<(typeof STABLE_COMPONENTS)[number]>([
  'colorDepth',
  'colorGamut',
  'cpuClass',
  'deviceMemory',
  'hardwareConcurrency',
  'hdr',
  'languages',
  'monochrome',
  'osCpu',
  'platform',
  'plugins',
  'timezone',
  'touchSupport',
  'vendor',
]);

const DEPTH_MAX = 6;
const ITEMS_MAX = 2_000;

export interface CanonicalFingerprint {
  /** The stable components and the library's version. */
  whole: string;
  /** The core components, without the version: the same after an upgrade of the library. */
  core: string;
  /** `major.minor` */
  libraryVersion: string;
}

/**
 * Reduces components to canonical texts: the stable ones in a fixed order, keys sorted, and every
 * string by its digest, so that a client may send any string as `sha256:<hex>` and stay the same visitor.
 * @throws Problem 400 `implausible_fingerprint` naming the component
 */
export function canonicalFingerprint(fingerprint: Fingerprint): CanonicalFingerprint {
  checkPlausible(fingerprint.components);
  const parts: string[] = [];
  const core: string[] = [];
  const budget = { items: ITEMS_MAX };
  for (const name of STABLE_COMPONENTS) {
    const component = fingerprint.components[name];
    if (!component) continue;
    // The text of an error is left out, because it changes from one browser version to the next.
    const isError = component.value === undefined && component.error !== undefined;
    const part = `${name}:${isError ? 'error' : canonical(name, component.value, 0, budget)}`;
    parts.push(part);
    if (CORE_COMPONENTS.has(name)) core.push(part);
  }
  // No minimum number, because a forger of one component can forge all. None at all is a client's mistake.
  if (parts.length === 0) throw implausible('platform', 'there, with the other components,');
  const libraryVersion = fingerprint.version.split('.').slice(0, 2).join('.');
  const whole = [libraryVersion, ...parts].join('\n');
  return { whole, core: core.length > 0 ? core.join('\n') : whole, libraryVersion };
}

function canonical(name: string, value: unknown, depth: number, budget: { items: number }): string {
  budget.items -= 1;
  if (budget.items < 0 || depth > DEPTH_MAX) {
    throw implausible(name, 'a value of ordinary size and depth');
  }
  if (typeof value === 'string') return isDigest(value) ? value : digest(value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonical(name, item, depth + 1, budget)).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const texts = entries.map(
      ([key, item]) => `${digest(key)}:${canonical(name, item, depth + 1, budget)}`,
    );
    return `{${texts.join(',')}}`;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
