/**
 * The path of a request below its module, as the client wrote it: `/search` of
 * `/api/v1/organizations/…/evadr/search?q=1`. It goes upstream unchanged, so it must mean the same to every reader.
 * @returns null for a path that two servers may read differently: dot segments, empty segments, and encoded
 *   slashes, backslashes, dots or control characters. With such a path a caller who may only read could reach
 *   another operation than the one that was checked.
 */
export function modulePath(url: string): string | null {
  const path = url.replace(/^https?:\/\/[^/]*/i, '').split('?', 1)[0] ?? '';
  // The router also matches percent-encoded letters of the route, but no encoded slash.
  const rest = /^(?:\/[^/]*){5}(\/.*)$/.exec(path)?.[1];
  if (rest === undefined) return null;
  const segments = rest.slice(1).split('/');
  const inner = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  return inner.every(isPlain) ? rest : null;
}

function isPlain(segment: string): boolean {
  // The characters of a segment (RFC 3986, section 3.3), without “;”, which some servers end the segment at.
  if (!/^(?:[\w\-.~!$&'()*+,=:@]|%[0-9A-Fa-f]{2})+$/.test(segment)) return false;
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    return false;
  }
  // A percent sign here was encoded twice, and another server might decode it twice.
  return !/^\.+$/.test(decoded) && !/[/\\;?#%]|\p{Cc}/u.test(decoded);
}
