import { isStaticFile } from './static-file.ts';

const API_SEGMENT =
  /^(?:_?api|apis|rest|restapi|webapi|graphql|gql|rpc|jsonrpc|json-rpc|odata|wp-json|ajax|soap|oauth2?|v[1-9]\d?(?:\.\d{1,2})?)$/i;
/** In the path of a page's link; a script's strings use these for pages and files as well. */
const LINKED_SEGMENT = /^(?:trpc|api[-_.].{1,40})$/i;
const API_HOST = /^(?:api|rest|graphql|gateway)[.-]/i;

/** Whether a path segment is one that only APIs have: `api`, `v1`, `graphql`. */
export const isApiSegment = (segment: string): boolean => API_SEGMENT.test(segment);

const isMarked = (segment: string): boolean =>
  API_SEGMENT.test(segment) || LINKED_SEGMENT.test(segment);

/** Whether a URL says itself that it is an API: `/api/…`, `/v1/…`, `api.` host and the like. */
export function hasApiMarker(url: string): boolean {
  if (isStaticFile(pathOf(url))) return false;
  if (API_HOST.test(hostOf(url))) return true;
  return pathOf(url).split('/').some(isMarked);
}

/** Whether something follows the marker: `/api/users` names an endpoint, `/api/` only where endpoints live. */
export function namesMoreThanRoot(url: string): boolean {
  const segments = pathOf(url)
    .split('/')
    .filter((segment) => segment !== '');
  const last = segments.at(-1);
  return last !== undefined && (!isMarked(last) || /^(?:graphql|gql|rpc)$/i.test(last));
}

function hostOf(url: string): string {
  return /^[a-z]{2,5}:\/\/([^/]{1,255})/i.exec(url)?.[1] ?? '';
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]{2,5}:\/\/[^/]{1,255}/i, '').split(/[?#]/, 1)[0] ?? '';
}
