import { ABSENT, text, unknown, type Value } from './value.ts';
import type { World } from './world.ts';

const WINDOW = new Set(['window', 'self', 'globalThis', 'global', 'top', 'parent', 'frames']);

/** Names that mean the same on every page. A script that assigns to one defines a replacement that does the same. */
const WELL_KNOWN = new Set(
  (
    'fetch XMLHttpRequest EventSource WebSocket Request URL URLSearchParams FormData ' +
    'Headers JSON Object Array String Promise navigator process document location ' +
    'encodeURIComponent encodeURI decodeURIComponent history require Symbol Math Date ' +
    'Number Worker SharedWorker importScripts'
  ).split(' '),
);

/** The meaning of a global name in the platform or a library; `null` where only scripts define it. */
export function platformGlobal({ libraries }: World, name: string): Value | null {
  if (WINDOW.has(name)) return { kind: 'global', name: 'window' };
  return WELL_KNOWN.has(name) || libraries.globals.has(name) ? { kind: 'global', name } : null;
}

/** `location.origin`, `document.baseURI`, `import.meta.url`, `process.env.X`. */
export function globalProperty(
  world: World,
  owner: string,
  name: string,
  fileUrl: string,
): Value[] {
  const base = world.documentBase;
  if (owner === 'location') return locationPart(base, name);
  if (owner === 'document') {
    if (name === 'baseURI' || name === 'URL' || name === 'documentURI') return [text(base.href)];
    if (name === 'location' || name === 'defaultView')
      return [{ kind: 'global', name: name === 'location' ? 'location' : 'window' }];
  }
  if (owner === 'import.meta' && name === 'url') return [text(fileUrl)];
  // Build-time settings: unknown here, and empty in most builds.
  if (owner === 'process.env' || owner === 'import.meta.env')
    return [name === 'BASE_URL' ? text('/') : unknown(name, null, true)];
  return [{ kind: 'global', name: `${owner}.${name}`.slice(0, 200) }];
}

function locationPart(base: URL, name: string): Value[] {
  switch (name) {
    case 'origin':
      return [text(base.origin)];
    case 'href':
      return [text(base.href)];
    case 'host':
      return [text(base.host)];
    case 'hostname':
      return [text(base.hostname)];
    case 'port':
      return [text(base.port)];
    case 'protocol':
      return [text(base.protocol)];
    case 'pathname':
      return [text(base.pathname)];
    case 'search':
    case 'hash':
      return [ABSENT];
    default:
      return [{ kind: 'global', name: `location.${name}` }];
  }
}
