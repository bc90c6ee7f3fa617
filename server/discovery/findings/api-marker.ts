import { isStaticFile } from './static-file.ts';
const MARKED_SEGMENT =
  /^(?:_?api|apis|rest|restapi|graphql|gql|rpc|jsonrpc|json-rpc|trpc|odata|wp-json|ajax|soap|webapi|oauth2?|api[-_.].{1,40}|v[1-9]\d?(?:\.\d{1,2})?)$/i;
const MARKED_HOST = /^(?:api|rest|graphql|gateway)[.-]/i;

/** Whether a URL says itself that it is an API: `/api/…`, `/v1/…`, `api.` host and the like. */
export function hasApiMarker(url: string): boolean {
  if (isStaticFile(pathOf(url))) return false;
  if (MARKED_HOST.test(hostOf(url))) return true;
  return pathOf(url)
    .split('/')
    .some((segment) => MARKED_SEGMENT.test(segment));
}

/** Whether something follows the marker: `/api/users` names an endpoint, `/api/` only where endpoints live. */
export function namesMoreThanRoot(url: string): boolean {
  const segments = pathOf(url)
    .split('/')
    .filter((segment) => segment !== '');
  const last = segments.at(-1);
  return last !== undefined && (!MARKED_SEGMENT.test(last) || /^(?:graphql|gql|rpc)$/i.test(last));
}

function hostOf(url: string): string {
  return /^[a-z]{2,5}:\/\/([^/]{1,255})/i.exec(url)?.[1] ?? '';
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]{2,5}:\/\/[^/]{1,255}/i, '').split(/[?#]/, 1)[0] ?? '';
}
