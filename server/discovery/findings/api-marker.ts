import { isStaticFile } from './static-file.ts';
import { pathOfUrl } from './url-template.ts';

const API_SEGMENT =
  /^(?:_?api|apis|rest|restapi|webapi|graphql|gql|rpc|jsonrpc|json-rpc|odata|wp-json|ajax|soap|oauth2?|v[1-9]\d?(?:\.\d{1,2})?)$/i;
/** Further markers in the path of a page's link. In a script's strings they also stand for pages and files. */
const LINKED_SEGMENT = /^(?:trpc|api[-_.].{1,40})$/i;
const API_HOST = /^(?:api|rest|graphql|gateway)[.-]/i;
/** Markers that name an endpoint themselves. The others only name the prefix of endpoints. */
const ENDPOINT_SEGMENT = /^(?:graphql|gql|(?:json-?)?rpc)$/i;

/** Whether a path segment is one that only APIs have: `api`, `v1`, `graphql`. */
export const isApiSegment = (segment: string): boolean => API_SEGMENT.test(segment);

/** Whether a marker names an endpoint itself, as in `/api/graphql`. */
export const isEndpointSegment = (segment: string): boolean => ENDPOINT_SEGMENT.test(segment);

/** Whether an address ends in a name that GraphQL servers have by convention. */
export const isGraphqlUrl = (url: string): boolean => /(?:graphql|\/gql)\/?$/i.test(pathOfUrl(url));

const isMarked = (segment: string): boolean =>
  API_SEGMENT.test(segment) || LINKED_SEGMENT.test(segment);

/** Whether a URL has a part that only APIs have: `/api/…`, `/v1/…`, a host such as `api.shop.example`. */
export function hasApiMarker(url: string): boolean {
  const path = pathOfUrl(url);
  if (isStaticFile(path)) return false;
  if (API_HOST.test(hostOf(url))) return true;
  return path.split('/').some(isMarked);
}

/** Whether a path has a segment behind the marker: `/api/users` names an endpoint, `/api/` only the prefix of some. */
export function namesMoreThanRoot(url: string): boolean {
  const segments = pathOfUrl(url)
    .split('/')
    .filter((segment) => segment !== '');
  const last = segments.at(-1);
  return last !== undefined && (!isMarked(last) || isEndpointSegment(last));
}

function hostOf(url: string): string {
  return /^[a-z]{2,5}:\/\/([^/]{1,255})/i.exec(url)?.[1] ?? '';
}
