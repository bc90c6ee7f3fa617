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

/** Whether a string came as its digest, see `canonicalFingerprint`. A digest cannot be checked any further. */
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

/** The outline of BCP 47: subtags of one to eight letters or digits, the first of letters only. */
const isLanguage = (value: unknown) =>
  isDigest(value) ||
  (typeof value === 'string' && /^[a-z]{1,8}([-_@][a-z0-9]{1,8}){0,8}$/i.test(value));

const text: Shape = { holds: isText, must: 'a short text' };
const record: Shape = { holds: isRecord, must: 'an object' };
// The bound is wider than any screen that is sold. Some web views report zero.
const pixels = orNull(isWhole(-65_535, 65_535));
const size = orNull(isWhole(0, 65_535));

/** What every browser gives for a component. A component that a browser does not have is undefined. */
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
 * Refuses components that no browser gives: wrong types, impossible sizes, values that exclude each other. It
 * stops careless forgeries only: anyone who has read these rules can satisfy them.
 * @throws Problem 400 `implausible_fingerprint` naming the component
 */
export function checkPlausible(components: Components): void {
  for (const [name, { value }] of Object.entries(components)) {
    // `hasOwn`, because a client may call a component `toString`, which every object inherits.
    const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
    if (!shape || value === undefined || value === null) continue;
    if (!shape.holds(value)) throw implausible(name, shape.must);
  }
  checkTouch(components);
  checkSystem(components);
}

/** Every iPhone and iPad has touch, in any mode of its browser. */
function checkTouch({ platform, touchSupport }: Components): void {
  const claimed = platform?.value;
  const isTouchDevice = typeof claimed === 'string' && /^(iphone|ipad|ipod)/i.test(claimed);
  const touch = touchSupport?.value;
  if (!isTouchDevice || !isRecord(touch)) return;
  if (touch.maxTouchPoints === 0 && touch.touchStart === false && touch.touchEvent === false) {
    throw implausible('touchSupport', 'a touch screen, since platform names a device with touch');
  }
}

/** `navigator.oscpu` and `navigator.platform` of one browser name one system. */
function checkSystem({ platform, osCpu }: Components): void {
  const [claimed, other] = [systemOf(platform?.value), systemOf(osCpu?.value)];
  if (claimed !== null && other !== null && claimed !== other) {
    throw implausible('osCpu', 'the same operating system as platform');
  }
}

export function implausible(name: string, must: string): Problem {
  return new Problem(
    'implausible_fingerprint',
    `fingerprint.components.${name} must be ${must}, as the fingerprint library gives it.`,
    { field: `fingerprint.components.${name}` },
  );
}
