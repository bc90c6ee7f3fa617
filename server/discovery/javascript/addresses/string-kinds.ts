import { isApiSegment, isEndpointSegment } from '../../findings/api-marker.ts';
import { pathOfUrl } from '../../findings/url-template.ts';
import { calleeName, keyName, unwrap, type Node } from '../syntax/ast.ts';
import type { StringSite } from '../syntax/scope.ts';

/** Keys whose values are routes, files, patterns or types. In JSON-RPC `method` is the name of a message. */
const ROUTE_KEYS = new Set(
  (
    'path to redirectTo from pathname route routerLink navigateTo templateUrl styleUrls src icon image ' +
    'img namespace loadPath addPath xmlns type method contentType accept d pattern regex mimeType mime ' +
    'license homepage className class format timezone tz'
  ).split(' '),
);
/** Functions whose argument is a route, a text to search for, a module, a message or an element. */
const ROUTE_CALLS = new Set(
  (
    'navigate navigateByUrl push replace pushState replaceState startsWith endsWith ' +
    'includes indexOf split match test lastIndexOf require import join matchPath ' +
    'redirect createElementNS setAttributeNS RegExp Error TypeError log warn error debug ' +
    'info createElement jsx jsxs tz'
  ).split(' '),
);

/** Further segments that only APIs have, from the table of clients. */
export type Markers = Pick<ReadonlySet<string>, 'has'>;

type StringKind = 'marked' | 'path' | null;

/** `marked` where a text contains a segment that only APIs have, `path` for any other path, else `null`. */
export function kindOfString(value: string, markers: Markers): StringKind {
  if (value.length < 3 || value.length > 300) return null;
  const absolute = value.startsWith('https://') || value.startsWith('http://');
  if (!absolute && !value.startsWith('/')) return kindOfRelative(value);
  if (value.startsWith('//') || !isPathText(value)) return null;
  const segments = pathOfUrl(value)
    .split('/')
    .filter((segment) => segment !== '');
  if (segments.length === 0) return null;
  // `/api` alone is a base address and no endpoint.
  const last = segments.at(-1) ?? '';
  if (
    segments.every((segment) => isMarker(segment, markers)) &&
    !isEndpointSegment(last) &&
    !markers.has(last)
  )
    return null;
  if (segments.some((segment) => isMarker(segment, markers))) return 'marked';
  return absolute ? null : plainPath(segments);
}

function kindOfRelative(value: string): StringKind {
  const path = value.startsWith('./') ? value.slice(2) : value;
  return path.startsWith('api/') && isPathText(path) ? 'marked' : null;
}

function plainPath(segments: readonly string[]): StringKind {
  const last = segments.at(-1) ?? '';
  return last.includes('.') || segments.length > 8 ? null : 'path';
}

export const isMarker = (segment: string, markers: Markers): boolean =>
  isApiSegment(segment) || markers.has(segment.toLowerCase());

/** Whether a text has only characters of paths, and at least one letter. */
function isPathText(value: string): boolean {
  // `/users/%s` is a format for another function, not an address.
  if (/%(?![\da-f]{2})/i.test(value)) return false;
  let letters = 0;
  for (const char of value) {
    const letter = (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
    if (letter) letters += 1;
    else if (!(char >= '0' && char <= '9') && !'/-_.~:?&=%{}$@+,*!'.includes(char)) return false;
  }
  return letters >= 2;
}

/** Whether the code around a string shows that it is a route of the page, a pattern, a message or a file. */
export function isNoAddress(site: StringSite): boolean {
  const { parent, owner } = site;
  if (parent.type === 'Property') {
    const name = keyName(parent.key, parent.computed);
    if (parent.key === site.place.node) return true;
    return name !== null && (ROUTE_KEYS.has(name) || (owner !== null && isRouteObject(owner)));
  }
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
    const name = calleeName(parent.callee);
    return name !== null && ROUTE_CALLS.has(name);
  }
  if (
    parent.type === 'MemberExpression' ||
    parent.type === 'ImportDeclaration' ||
    parent.type === 'ImportExpression' ||
    parent.type === 'ExpressionStatement'
  )
    return true;
  if (parent.type === 'BinaryExpression') return parent.operator !== '+';
  if (parent.type === 'JSXAttribute') return true;
  return parent.type === 'SwitchCase' || parent.type === 'TaggedTemplateExpression';
}

const ROUTE_OBJECT_KEYS = new Set(
  'component element children loadChildren loadComponent redirectTo Component lazy'.split(' '),
);

function isRouteObject(node: Node): boolean {
  const object = unwrap(node);
  return (
    object.type === 'ObjectExpression' &&
    object.properties.some(
      (property) =>
        property.type === 'Property' &&
        ROUTE_OBJECT_KEYS.has(keyName(property.key, property.computed) ?? ''),
    )
  );
}
