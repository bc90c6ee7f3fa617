const MARKED_SEGMENT =
  /^(?:_?api|apis|rest|restapi|graphql|gql|rpc|jsonrpc|json-rpc|trpc|odata|wp-json|ajax|soap|api[-_.].{1,40}|v[1-9]\d?(?:\.\d{1,2})?)$/i;
const MARKED_HOST = /^(?:api|rest|graphql|gateway)[.-]/i;
const STATIC_FILE =
  /\.(?:m?js|jsx|ts|css|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|otf|mp[34]|webm|pdf|zip|gz|html?|md|txt)$/i;

/** Whether a URL names a file that is served as it is, which no API call reads. */
export function isStaticFile(url: string): boolean {
  return STATIC_FILE.test(pathOf(url));
}

/** Whether a URL says itself that it is an API: `/api/…`, `/v1/…`, `api.` host and the like. */
export function hasApiMarker(url: string): boolean {
  if (isStaticFile(url)) return false;
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
