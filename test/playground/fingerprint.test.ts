import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../shared/playground.ts';
import { contradictionsOf } from '../../server/playground/contradictions.ts';
import { canonicalFingerprint } from '../../server/playground/fingerprint.ts';
import { fingerprint } from '../support/components.ts';
import { TestService } from '../support/service.ts';

type Components = Fingerprint['components'];

const canonical = (change: Components = {}, version = '5.2.0') =>
  canonicalFingerprint({ version, components: { ...fingerprint().components, ...change } });

describe('a fingerprint', () => {
  it('is the same in a page, an iframe and a private window, which differ in what is not stable', () => {
    const elsewhere = canonical({
      cookiesEnabled: { value: false },
      screenResolution: { value: [1080, 1920] },
      sessionStorage: { value: false },
      webGlBasics: { value: -1 },
      audioBaseLatency: { value: 0.02 },
    });
    expect(elsewhere).toEqual(canonical());
  });

  it('is the same under another patch version of the library, and another under a minor one', () => {
    expect(canonical({}, '5.2.9')).toEqual(canonical());
    expect(canonical({}, '5.3.0').whole).not.toBe(canonical().whole);
    expect(canonical({}, '5.3.0').core).toBe(canonical().core);
  });

  it('has a core that does not depend on how the library draws, plays sound and calculates', () => {
    const drawn = canonical({
      canvas: { value: { winding: true, geometry: 'other', text: 'other' } },
      audio: { value: 35.7 },
      fontPreferences: { value: { default: 1 } },
      math: { value: { sin: 0.5 } },
      fonts: { value: ['Menlo'] },
    });
    expect(drawn.core).toBe(canonical().core);
    expect(canonical({ deviceMemory: { value: 16 } }).core).not.toBe(canonical().core);
  });
});

describe('a component that no browser gives', () => {
  it.each<[string, string, Components]>([
    ['a time zone that is none', 'timezone', { timezone: { value: 'Mars/Olympus' } }],
    ['a time zone of another shape', 'timezone', { timezone: { value: '<script>' } }],
    ['languages without lists', 'languages', { languages: { value: ['en-US'] } }],
    ['a language that is none', 'languages', { languages: { value: [['not a language']] } }],
    ['a fraction of a core', 'hardwareConcurrency', { hardwareConcurrency: { value: 2.5 } }],
    ['touch without its flags', 'touchSupport', { touchSupport: { value: { maxTouchPoints: 1 } } }],
    [
      'minus one finger',
      'touchSupport',
      { touchSupport: { value: { maxTouchPoints: -1, touchEvent: true, touchStart: true } } },
    ],
    ['an iPhone without touch', 'touchSupport', { platform: { value: 'iPhone' } }],
    ['Windows on a Linux platform', 'osCpu', { osCpu: { value: 'Windows NT 10.0; Win64; x64' } }],
    ['a screen wider than a street', 'screenResolution', { screenResolution: { value: [1e9, 1] } }],
    ['a screen of negative height', 'screenResolution', { screenResolution: { value: [10, -1] } }],
    ['a frame of five sides', 'screenFrame', { screenFrame: { value: [0, 0, 0, 0, 0] } }],
    ['a list as a colour depth', 'colorDepth', { colorDepth: { value: [24] } }],
  ])('is refused: %s', (_what, name, components) => {
    expect(() => canonical(components)).toThrow(`fingerprint.components.${name} must be`);
  });

  it.each<[string, Components]>([
    ['a browser without time zone names', { timezone: { value: 'UTC-480' } }],
    ['a city newer than this machine', { timezone: { value: 'America/Brand_New_City' } }],
    ['UTC', { timezone: { value: 'UTC' } }],
    ['a time zone as a digest', { timezone: { value: `sha256:${'0'.repeat(64)}` } }],
    ['a screen that is not told', { screenResolution: { value: [null, null] } }],
    [
      'Firefox with its languages',
      { languages: { value: [['de'], ['de', 'en-US', 'zh-Hant-TW']] } },
    ],
    ['a browser that refused', { audio: { error: { name: 'x' } }, canvas: {} }],
    [
      'an iPad in desktop mode',
      {
        platform: { value: 'iPad' },
        touchSupport: { value: { maxTouchPoints: 5, touchEvent: true, touchStart: true } },
      },
    ],
    ['Firefox on Linux', { osCpu: { value: 'Linux x86_64' } }],
    ['an audio context that is suspended', { audio: { value: -3 } }],
  ])('is not to be confused with %s', (_what, components) => {
    expect(() => canonical(components)).not.toThrow();
  });
});

describe('headers that contradict the components', () => {
  const of = (platform: string, languages: string[], headers: Record<string, string>) =>
    contradictionsOf(headers, { platform: { value: platform }, languages: { value: [languages] } });

  it.each([
    ['another language', 1, 'Win32', ['en-US'], { 'accept-language': 'vi-VN,vi;q=0.8' }],
    ['another system by client hint', 1, 'Win32', ['en'], { 'sec-ch-ua-platform': '"macOS"' }],
    [
      'another system by user agent',
      1,
      'Linux x86_64',
      ['en'],
      { 'user-agent': 'X (Windows NT 10.0)' },
    ],
    ['both', 2, 'Win32', ['en'], { 'accept-language': 'fr', 'sec-ch-ua-platform': '"Linux"' }],
    ['a regional variant', 0, 'Win32', ['en-GB'], { 'accept-language': 'en-US,en;q=0.5' }],
    ['one language in common', 0, 'Win32', ['de', 'en'], { 'accept-language': 'en' }],
    ['any language', 0, 'Win32', ['de'], { 'accept-language': '*' }],
    [
      'an iPad that says Macintosh',
      0,
      'iPad',
      ['en'],
      { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel)' },
    ],
    [
      'Android in desktop mode',
      0,
      'Linux armv8l',
      ['en'],
      { 'user-agent': 'Mozilla/5.0 (X11; Linux)' },
    ],
    ['Android', 0, 'Linux armv8l', ['en'], { 'sec-ch-ua-platform': '"Android"' }],
    ['a program that says nothing', 0, 'Win32', ['en'], { 'user-agent': 'node' }],
    ['no headers', 0, 'Win32', ['en'], {}],
  ])('are counted: %s is %i', (_what, count, platform, languages, headers) => {
    expect(of(platform, languages, headers)).toBe(count);
  });
});

describe('an upgrade of the fingerprint library', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ TRUSTED_PROXIES: '127.0.0.1' });
  });
  afterAll(() => service.stop());

  const under = (version: string, picture: string, memory = 8): Fingerprint => {
    const { components } = fingerprint(picture);
    return { version, components: { ...components, deviceMemory: { value: memory } } };
  };
  const at = (address: string) => ({ 'x-forwarded-for': address });

  it('keeps a visitor although it draws another picture, and a downgrade too', async () => {
    await service.visit(under('5.2.0', 'old picture'), at('203.0.113.1'));
    for (const [version, picture] of [
      ['5.3.0', 'new picture'],
      ['5.3.1', 'new picture'],
      ['5.2.1', 'old picture'],
    ] as const) {
      const { body } = await service.visit(under(version, picture), at('203.0.113.1'));
      expect(body.recognized_by).toBe('browser_and_network');
    }
  });

  it('does not merge two browsers of one version, nor of another device or network', async () => {
    await service.visit(under('5.2.0', 'a'), at('203.0.113.2'));
    const others = [
      await service.visit(under('5.2.0', 'b'), at('203.0.113.2')),
      await service.visit(under('5.3.0', 'c', 16), at('203.0.113.2')),
      await service.visit(under('5.3.0', 'a'), at('203.0.113.3')),
    ];
    for (const { body } of others) expect(body.visitor).toBe('new');
  });

  it('gives two visitors who look alike but for the picture back their own ledgers, one each', async () => {
    const one = await service.visit(under('5.2.0', 'one'), at('203.0.113.4'));
    await service.visit(under('5.2.0', 'two'), at('203.0.113.4'));
    await service.discover(one, 'https://example.com/');
    const used = [];
    for (const picture of ['new one', 'new two']) {
      const { body } = await service.visit(under('5.3.0', picture), at('203.0.113.4'));
      expect(body.visitor).toBe('returning');
      used.push(body.quota.used);
    }
    expect(new Set(used)).toEqual(new Set([0, 1]));
  });
});
