import { createHash } from 'node:crypto';
import type { Fingerprint } from '../../shared/playground.ts';
import { Problem } from '../problem.ts';

/**
 * The components of FingerprintJS 5 that were measured to agree between a page, an iframe of another
 * site and a private window of the same browser. Left out because they differ there or over a day:
 * cookies, storage, screen and window sizes, WebGL details, contrast and motion preferences.
 */
const STABLE_COMPONENTS = [
  'applePay',
  'architecture',
  'audio',
  'canvas',
  'colorDepth',
  'colorGamut',
  'cpuClass',
  'dateTimeLocale',
  'deviceMemory',
  'fontPreferences',
  'fonts',
  'hardwareConcurrency',
  'hdr',
  'languages',
  'math',
  'monochrome',
  'osCpu',
  'pdfViewerEnabled',
  'platform',
  'plugins',
  'timezone',
  'touchSupport',
  'vendor',
  'vendorFlavors',
] as const;

const DEPTH_MAX = 6;
const ITEMS_MAX = 2_000;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Reduces components to one canonical text: the stable ones in a fixed order, keys sorted, and every
 * string by its digest, so that a client may send any string as `sha256:<hex>` and stay the same visitor.
 * @throws Problem 400 `implausible_fingerprint` naming the component
 */
export function canonicalFingerprint(fingerprint: Fingerprint): string {
  const parts: string[] = [];
  const budget = { items: ITEMS_MAX };
  for (const name of STABLE_COMPONENTS) {
    const component = fingerprint.components[name];
    if (!component) continue;
    checkPlausible(name, component.value);
    // Why a browser refused is worded differently from one version to the next.
    const isError = component.value === undefined && component.error !== undefined;
    parts.push(`${name}:${isError ? 'error' : canonical(name, component.value, 0, budget)}`);
  }
  // How many there must be is no defence: whoever forges one forges twenty. None at all is a mistake.
  if (parts.length === 0) throw implausible('platform', 'there, with the other components,');
  const minor = fingerprint.version.split('.').slice(0, 2).join('.');
  return [minor, ...parts].join('\n');
}

function canonical(name: string, value: unknown, depth: number, budget: { items: number }): string {
  budget.items -= 1;
  if (budget.items < 0 || depth > DEPTH_MAX) {
    throw implausible(name, 'a value of ordinary size and depth');
  }
  if (typeof value === 'string') return DIGEST.test(value) ? value : digest(value);
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

const isCount = (value: unknown, max: number) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= max;

/** Shapes that every browser keeps to, per component; what a browser does not have is undefined. */
const SHAPES: Partial<Record<string, { of: (value: unknown) => boolean; must: string }>> = {
  platform: { of: isShortText, must: 'a short text' },
  vendor: { of: isShortText, must: 'a short text' },
  timezone: { of: isShortText, must: 'a time zone name' },
  osCpu: { of: isShortText, must: 'a short text' },
  cpuClass: { of: isShortText, must: 'a short text' },
  hardwareConcurrency: { of: (value) => isCount(value, 2_048), must: 'a number of cores' },
  deviceMemory: { of: (value) => isCount(value, 4_096), must: 'a number of gigabytes' },
  colorDepth: { of: (value) => isCount(value, 256), must: 'a number of bits' },
  audio: { of: (value) => typeof value === 'number', must: 'a number' },
  fonts: { of: Array.isArray, must: 'a list of font names' },
  languages: { of: Array.isArray, must: 'a list of languages' },
  plugins: { of: Array.isArray, must: 'a list of plugins' },
  canvas: { of: isRecord, must: 'an object' },
  math: { of: isRecord, must: 'an object' },
  touchSupport: { of: isRecord, must: 'an object' },
  fontPreferences: { of: isRecord, must: 'an object' },
};

function checkPlausible(name: string, value: unknown): void {
  const shape = SHAPES[name];
  if (!shape || value === undefined || value === null) return;
  if (!shape.of(value)) throw implausible(name, shape.must);
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 256;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function implausible(name: string, must: string): Problem {
  return new Problem(
    'implausible_fingerprint',
    `fingerprint.components.${name} must be ${must}, as the fingerprint library gives it.`,
    { field: `fingerprint.components.${name}` },
  );
}
