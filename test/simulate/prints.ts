import type { Fingerprint } from '../../shared/playground.ts';
import { fingerprint } from '../support/components.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The same install image on the same hardware: every laptop of an office looks like this. */
export const officeLaptop = (image = 'office image'): Fingerprint => fingerprint(image);

const LAPTOP_HEADERS: Record<string, string> = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36',
  'accept-language': 'en-US,en;q=0.9',
  'sec-ch-ua-platform': '"Linux"',
};

const PHONE_PLATFORM = 'Linux armv81';
const PHONE_HEADERS: Record<string, string> = {
  'user-agent':
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Mobile Safari/537.36',
  'accept-language': 'de-DE,de;q=0.9',
  'sec-ch-ua-platform': '"Android"',
};

/** Headers as the browser with these components sends them: who forges the ones forges the others. */
export const headersOf = ({ components }: Fingerprint): Record<string, string> =>
  components['platform']?.value === PHONE_PLATFORM ? PHONE_HEADERS : LAPTOP_HEADERS;

/** One phone model: its phones differ in nothing that a page can read. */
export function phone(model: number): Fingerprint {
  const print = fingerprint(`phone model ${model}`);
  const value = (content: unknown) => ({ value: content, duration: 1 });
  Object.assign(print.components, {
    platform: value(PHONE_PLATFORM),
    languages: value([['de-DE']]),
    hardwareConcurrency: value([4, 6, 8][model % 3]),
    deviceMemory: value([2, 4, 8][model % 3]),
    touchSupport: value({ maxTouchPoints: 5, touchEvent: true, touchStart: true }),
    pdfViewerEnabled: value(false),
  });
  return print;
}

/** Components that fit together and that no other browser has: a laptop of one's own, or a forgery. */
export function unlikeAnyOther(random: SeededRandom): Fingerprint {
  const print = fingerprint(random.uuid());
  const value = (content: unknown) => ({ value: content, duration: 1 });
  Object.assign(print.components, {
    audio: value(124 + random.unit() / 100),
    hardwareConcurrency: value([4, 8, 12, 16][random.integer(4)]),
    timezone: value(['Europe/Berlin', 'Europe/Paris', 'America/New_York'][random.integer(3)]),
  });
  return print;
}

/** What an attacker hopes to be told apart by, although the server hashes none of it. */
export function sameWithRandomIds(random: SeededRandom): Fingerprint {
  const print = fingerprint('one laptop');
  return {
    version: `5.2.${random.integer(99)}`,
    components: {
      ...print.components,
      visitorId: { value: random.uuid(), duration: random.unit() * 100 },
      cookiesEnabled: { value: random.integer(2) === 0, duration: random.unit() },
      screenResolution: { value: [random.integer(4_000), random.integer(3_000)], duration: 1 },
      webGlBasics: { value: { renderer: random.uuid() }, duration: random.unit() },
    },
  };
}

/** How often each phone model is met: a few are everywhere (Zipf's law, exponent 1). */
export function phoneModel(random: SeededRandom, models: number): number {
  const weights = Array.from({ length: models }, (_, rank) => 1 / (rank + 1));
  let left = random.unit() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  );
}
