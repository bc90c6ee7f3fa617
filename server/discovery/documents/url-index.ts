import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { addAddress } from './hypermedia.ts';
import { type Fields, isFields, ownField, textOf } from './untrusted.ts';

const NODES_MAX = 2000;
const DEPTH_MAX = 4;

/**
 * Whether a JSON answer is an index of addresses: `{"users_url": "https://…/users{/user}", …}`, as the root
 * of a hypermedia API is. At least two of its plain values are URLs, and at least half of them.
 */
export function isUrlIndex(document: Fields, url: string): boolean {
  const origin = new URL(url).origin;
  const values = Object.values(document)
    .filter((value) => typeof value === 'string')
    .slice(0, NODES_MAX);
  const urls = values.filter((value) => isAddress(value, origin));
  return urls.length >= 2 && urls.length * 2 >= values.length
    ? true
    : hasNestedEndpoints(document, origin);
}

/** `{"endpoints": {"v1": {"http": "https://…"}}}`: the key tells that the addresses below it are endpoints. */
function hasNestedEndpoints(document: Fields, origin: string): boolean {
  return ['endpoints', 'resources', 'apis', 'services', 'urls'].some((key) => {
    const nested = ownField(document, key);
    return isFields(nested) && [...addresses(nested)].some(([, value]) => isAddress(value, origin));
  });
}

/** Whether a document describes an OpenID Connect or OAuth server (RFC 8414): a flat object of addresses as well. */
export function isAuthorizationServer(document: Fields): boolean {
  return (
    textOf(document['issuer']) !== null &&
    (textOf(document['token_endpoint']) ?? textOf(document['jwks_uri'])) !== null
  );
}

const POSTED =
  /^(?:token|revocation|introspection|registration|pushed_authorization_request|device_authorization|backchannel_authentication)_endpoint$/;

export function readUrlIndex(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  const origin = new URL(findings.url).origin;
  const isAuthorization = isAuthorizationServer(document);
  for (const [key, value] of addresses(document)) {
    if (!isAddress(value, origin)) continue;
    if (isAuthorization && !/_(?:endpoint|uri)$/.test(key)) continue;
    const method = isAuthorization && POSTED.test(key) ? 'POST' : 'GET';
    const technique = isAuthorization ? 'authorization-server' : 'url-index';
    addAddress(
      key,
      value,
      { method, confidence: isAuthorization ? CONFIDENCE.stated : CONFIDENCE.called, technique },
      findings,
    );
  }
}

/** Strings of an object and of objects inside, with their keys; lists are content, not an index. */
function* addresses(document: Fields): Generator<[key: string, value: string]> {
  const pending: [Fields, number][] = [[document, 0]];
  let visited = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [fields, depth] = next;
    for (const [key, value] of Object.entries(fields)) {
      if ((visited += 1) > NODES_MAX) return;
      if (typeof value === 'string') yield [key, value];
      else if (isFields(value) && depth < DEPTH_MAX) pending.push([value, depth + 1]);
    }
  }
}

function isAddress(value: string, origin: string): boolean {
  if (value.length > 2048) return false;
  const sameHost = value.replace(/^ws/, 'http').startsWith(`${origin}/`);
  return sameHost || /^(?:https?|wss?):\/\/[^\s/]{1,255}\/\S/.test(value);
}
