import type { Endpoint } from '../../shared/discovery.ts';

/** Unique within a result. */
export function keyOf({ method, url }: Endpoint): string {
  return `${method} ${url}`;
}

export function techniqueOf({ source }: Endpoint): string {
  return source[0]?.technique ?? '';
}

/** Origin and path of an endpoint. `URL` would percent-encode the braces of `/users/{id}`. */
export function splitUrl(url: string): { origin: string; path: string } {
  const [, origin = '', path = url] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(.*)$/i.exec(url) ?? [];
  return { origin, path: path || '/' };
}
