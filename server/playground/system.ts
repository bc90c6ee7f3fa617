/**
 * Families of operating systems. No finer, because browsers report the others wrongly: Android in desktop mode
 * says Linux, an iPad says Macintosh, ChromeOS may say Linux.
 */
export type System = 'windows' | 'apple' | 'linux';

/** From `navigator.platform`, `navigator.oscpu` or a client hint. @returns null where the text is unknown */
export function systemOf(text: unknown): System | null {
  if (typeof text !== 'string') return null;
  if (/^win/i.test(text)) return 'windows';
  if (/^(mac|intel mac|iphone|ipad|ipod|ios)/i.test(text)) return 'apple';
  if (/^(linux|android|chrome ?os|chromium os|x11|cros)/i.test(text)) return 'linux';
  return null;
}

/** From the `User-Agent` header. */
export function systemOfUserAgent(header: string | undefined): System | null {
  if (header === undefined) return null;
  if (/\bwindows\b/i.test(header)) return 'windows';
  if (/\b(iphone|ipad|ipod|macintosh)\b/i.test(header)) return 'apple';
  return /\b(android|linux|cros)\b/i.test(header) ? 'linux' : null;
}
