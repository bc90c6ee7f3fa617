import { ConfigurationError } from './errors.ts';

/** A value as one segment of a path. `.` and `..` would be taken as steps in the path, and an empty one would vanish. */
export function segment(text: string): string {
  if (/^\.{0,2}$/.test(text)) {
    throw new TypeError(`${JSON.stringify(text)} cannot be an ID or the name of a module.`);
  }
  return encodeURIComponent(text);
}

/** Segments below a path. */
export const pathOf = (base: string, segments: readonly string[]): string =>
  base + segments.map((text) => `/${segment(text)}`).join('');

/** Without its slash, a path such as `@host` would change whom the key is sent to. */
export function checkPath(path: string): void {
  if (path.startsWith('/')) return;
  throw new TypeError(`path is ${JSON.stringify(path)}, but must begin with a slash.`);
}

/** What a header may hold (RFC 9110, section 5.5). Never repeats the value: it may be the key. */
export function checkHeader(name: string, value: string): void {
  if (/^[\x21-\x7e]+$/.test(value)) return;
  throw new ConfigurationError(
    `${name} must be printable ASCII characters without spaces: was a line break copied with it?`,
  );
}
