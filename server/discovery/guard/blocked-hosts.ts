// Names that mean "this machine" or "this network" on some systems, whatever DNS answers for them here.
const BLOCKED_NAMES = new Set([
  'localhost',
  'ip6-localhost',
  'ip6-loopback',
  'broadcasthost',
  'host.docker.internal',
  'gateway.docker.internal',
  'kubernetes.default.svc',
  'metadata.google.internal',
]);

// RFC 6761 and 6762 special use, RFC 7686 (onion), RFC 9476 (alt), RFC 8375 (home.arpa), and the
// suffixes that private networks use.
const BLOCKED_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'example',
  'test',
  'invalid',
  'onion',
  'alt',
  'arpa',
  'svc',
];

/**
 * Whether a host name never names a public site: single labels, `localhost`, `.internal`, `.example` and the like.
 * @param host lower case, without trailing dot, as WHATWG `URL` gives it; not an address.
 */
export function isBlockedHostName(host: string): boolean {
  if (!host.includes('.') || BLOCKED_NAMES.has(host)) return true;
  return BLOCKED_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`));
}
