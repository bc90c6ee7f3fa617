/**
 * The components of FingerprintJS 5 that are collected. They were measured to agree between a page, an iframe of
 * another site and a private window of the same browser. Others differ there or change within a day: cookies, storage,
 * screen and window sizes, WebGL details, contrast and motion preferences, content blockers.
 */
export const STABLE_COMPONENTS = [
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
