import type { Fingerprint } from '../../shared/playground.ts';

/** Components as FingerprintJS 5 gives them in a desktop browser; `variant` makes another browser. */
export function fingerprint(variant = 'a'): Fingerprint {
  const value = (content: unknown) => ({ value: content, duration: 1 });
  return {
    version: '5.2.0',
    components: {
      fonts: value(['Arial', 'Courier New', variant]),
      audio: value(124.04347527516074),
      canvas: value({
        winding: true,
        geometry: `data:image/png;base64,${variant}`,
        text: 'data:x',
      }),
      osCpu: value(undefined),
      languages: value([['en-US']]),
      colorDepth: value(24),
      deviceMemory: value(8),
      hardwareConcurrency: value(8),
      timezone: value('Europe/Berlin'),
      cpuClass: value(undefined),
      platform: value('Linux x86_64'),
      plugins: value([]),
      touchSupport: value({ maxTouchPoints: 0, touchEvent: false, touchStart: false }),
      vendor: value('Google Inc.'),
      vendorFlavors: value(['chrome']),
      colorGamut: value('srgb'),
      monochrome: value(0),
      hdr: value(false),
      math: value({ acos: 1.4473588658278522, sin: 0.8178819121159085 }),
      pdfViewerEnabled: value(true),
      architecture: value(255),
      fontPreferences: value({ default: 149.3125, mono: 121.515625 }),
      cookiesEnabled: value(true),
    },
  };
}
