import type { Fingerprint } from '../../shared/playground.ts';
import { Problem } from '../problem.ts';
import { systemOf } from './system.ts';
import { isTimeZone } from './time-zone.ts';

type Components = Fingerprint['components'];

interface Shape {
  holds(value: unknown): boolean;
  must: string;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TEXT_MAX = 256;

/** Any string may come as its digest instead, see `canonicalFingerprint`; then there is nothing to check. */
export const isDigest = (value: unknown): boolean =>
  typeof value === 'string' && DIGEST.test(value);

const isString = (value: unknown) => typeof value === 'string';
const isText = (value: unknown) => typeof value === 'string' && value.length <= TEXT_MAX;
const isFlag = (value: unknown) => typeof value === 'boolean';
const isNumber = (min: number, max: number) => (value: unknown) =>
  typeof value === 'number' && value >= min && value <= max;
const isWhole = (min: number, max: number) => (value: unknown) =>
  Number.isInteger(value) && isNumber(min, max)(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOf = (holds: (item: unknown) => boolean, lengthMax: number) => (value: unknown) =>
  Array.isArray(value) && value.length <= lengthMax && value.every(holds);
const orNull = (holds: (value: unknown) => boolean) => (value: unknown) =>
  value === null || holds(value);

/** BCP 47 by its outline: subtags of one to eight letters or digits, the first of letters. */
const isLanguage = (value: unknown) =>
  isDigest(value) ||
  (typeof value === 'string' && /^[a-z]{1,8}([-_@][a-z0-9]{1,8}){0,8}$/i.test(value));

const text: Shape = { holds: isText, must: 'a short text' };
const record: Shape = { holds: isRecord, must: 'an object' };
// Wider than any screen that is sold; zero is what some web views say.
const pixels = orNull(isWhole(-65_535, 65_535));
const size = orNull(isWhole(0, 65_535));

/** Shapes that every browser keeps to, per component; what a browser does not have is undefined. */
const SHAPES: Partial<Record<string, Shape>> = {
  platform: text,
  vendor: text,
  osCpu: text,
  cpuClass: text,
  timezone: {
    holds: (value) => isDigest(value) || isTimeZone(value),
    must: 'the name of a time zone',
  },
  hardwareConcurrency: { holds: isWhole(0, 2_048), must: 'a whole number of cores' },
  deviceMemory: { holds: isNumber(0, 4_096), must: 'a number of gigabytes' },
  colorDepth: { holds: isWhole(0, 256), must: 'a whole number of bits' },
  screenResolution: {
    holds: isListOf(size, 2),
    must: 'the width and height of a screen in pixels',
  },
  screenFrame: { holds: isListOf(pixels, 4), must: 'the four margins of a screen in pixels' },
  audio: { holds: Number.isFinite, must: 'a number' },
  fonts: { holds: isListOf(isString, 2_000), must: 'a list of font names' },
  languages: {
    holds: isListOf(isListOf(isLanguage, 100), 4),
    must: 'a list of lists of language tags',
  },
  plugins: { holds: isListOf(isRecord, 200), must: 'a list of plugins' },
  vendorFlavors: { holds: isListOf(isString, 100), must: 'a list of texts' },
  touchSupport: {
    holds: (value) =>
      isRecord(value) &&
      isWhole(0, 256)(value.maxTouchPoints) &&
      isFlag(value.touchEvent) &&
      isFlag(value.touchStart),
    must: 'a number of touch points and two flags',
  },
  cookiesEnabled: { holds: isFlag, must: 'true or false' },
  canvas: record,
  math: record,
  fontPreferences: record,
};

/**
 * Refuses components that no browser gives: wrong types, absurd sizes, claims that exclude each other.
 * No proof against forgery, since whoever reads this passes; it keeps nonsense out and forgers careful.
 * @throws Problem 400 `implausible_fingerprint` naming the component
 */
export function checkPlausible(components: Components): void {
  for (const [name, { value }] of Object.entries(components)) {
    // Own ones only: `toString` is a name that a client may give a component, and no shape of ours.
    const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
    if (!shape || value === undefined || value === null) continue;
    if (!shape.holds(value)) throw implausible(name, shape.must);
  }
  checkTouch(components);
  checkSystem(components);
}

/** Every iPhone and iPad has touch, whatever mode its browser is in. */
function checkTouch({ platform, touchSupport }: Components): void {
  const claimed = platform?.value;
  const isTouchDevice = typeof claimed === 'string' && /^(iphone|ipad|ipod)/i.test(claimed);
  const touch = touchSupport?.value;
  if (!isTouchDevice || !isRecord(touch)) return;
  if (touch.maxTouchPoints === 0 && touch.touchStart === false && touch.touchEvent === false) {
    throw implausible('touchSupport', 'what this platform has, which is touch');
  }
}

/** `navigator.oscpu` and `navigator.platform` of one browser name one system. */
function checkSystem({ platform, osCpu }: Components): void {
  const [claimed, other] = [systemOf(platform?.value), systemOf(osCpu?.value)];
  if (claimed !== null && other !== null && claimed !== other) {
    throw implausible('osCpu', 'of the same system as platform');
  }
}

export function implausible(name: string, must: string): Problem {
  return new Problem(
    'implausible_fingerprint',
    `fingerprint.components.${name} must be ${must}, as the fingerprint library gives it.`,
    { field: `fingerprint.components.${name}` },
  );
}
