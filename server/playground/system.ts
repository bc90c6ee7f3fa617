/**
 * Families of operating systems, as coarse as browsers are honest: Android in desktop mode says Linux,
 * iPad says Macintosh, ChromeOS says either.
 */
export type System = 'windows' | 'apple' | 'linux';

/** By `navigator.platform`, `navigator.oscpu` or a client hint. @returns null where it tells nothing. */
export function systemOf(text: unknown): System | null {
  if (typeof text !== 'string') return null;
  if (/^win/i.test(text)) return 'windows';
  if (/^(mac|intel mac|iphone|ipad|ipod|ios)/i.test(text)) return 'apple';
  if (/^(linux|android|chrome ?os|chromium os|x11|cros)/i.test(text)) return 'linux';
  return null;
}

/** By the `User-Agent` header. */
export function systemOfUserAgent(header: string | undefined): System | null {
  if (header === undefined) return null;
  if (/\bwindows\b/i.test(header)) return 'windows';
  if (/\b(iphone|ipad|ipod|macintosh)\b/i.test(header)) return 'apple';
  return /\b(android|linux|cros)\b/i.test(header) ? 'linux' : null;
}
