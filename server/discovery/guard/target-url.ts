import { isIP } from 'node:net';
import { isPublicAddress } from './address-class.ts';
import { isBlockedHostName } from './blocked-hosts.ts';
import type { RefusalCode } from '../vocabulary.ts';
import type { AllowedPrivateTargets } from './private-targets.ts';

/** Why a URL may not be requested, with a sentence for a person. */
export interface Refusal {
  kind: 'refused';
  code: RefusalCode;
  detail: string;
  /** A redirect of the site led to the URL. */
  redirected?: true;
}

/** A URL that may be requested, as far as can be told before DNS has answered. */
export interface Target {
  kind: 'target';
  /** Without fragment. */
  url: URL;
  /** Without brackets and trailing dot: an address or a name. */
  host: string;
  port: number;
  /** The name or port is refused for public targets: only addresses that the operator allows may be connected to. */
  openedOnly: boolean;
}

// Ports of web servers, and of web servers in development. Ports of databases, mail and caches are refused, so that
// nobody can make a discovery send bytes to such a service from this machine.
// prettier-ignore
const PORTS = new Set([
  80, 81, 443, 591, 3000, 3001, 4000, 4200, 4443, 5000, 5173, 7000, 8000, 8001, 8008, 8080, 8081,
  8088, 8090, 8443, 8787, 8800, 8880, 8888, 9000, 9443,
]);
const URL_LENGTH_MAX = 2048;

/**
 * Parses the text of a visitor, a redirect or a document as a URL, and refuses one that may not be requested. Called
 * for every hop; `checked-connect.ts` calls it again when connecting, and then checks the addresses.
 */
export function parseTargetUrl(raw: string, allowed: AllowedPrivateTargets): Target | Refusal {
  if (raw.length > URL_LENGTH_MAX)
    return refusal('invalid_url', `The URL is longer than ${URL_LENGTH_MAX} characters.`);
  // The WHATWG parser drops tabs and newlines and reads `\` as `/`. A parser that does not would see another host.
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(raw)) {
    return refusal('invalid_url', 'The URL contains a blank, a control character or a back-slash.');
  }
  const url = URL.parse(raw);
  if (url === null)
    return refusal('invalid_url', 'This is not a complete URL; write it with https:// in front.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refusal('scheme_not_allowed', 'Only http and https URLs can be discovered.');
  }
  // Refused even when empty (`http://@host/`): user info can only serve to hide the host.
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/*[^/?#]*@/i.test(raw)) {
    return refusal(
      'userinfo_not_allowed',
      'The URL carries a user name or password; leave everything before the @ out.',
    );
  }
  return judgeHost(url, allowed);
}

function judgeHost(url: URL, allowed: AllowedPrivateTargets): Target | Refusal {
  const host = bareHost(url.hostname);
  if (host === '') return refusal('invalid_url', 'The URL names no host.');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const clean = new URL(url);
  clean.hash = '';
  const target: Target = { kind: 'target', url: clean, host, port, openedOnly: false };
  if (isIP(host) !== 0) {
    if (allowed.allows(host, port)) return { ...target, openedOnly: true };
    if (!isPublicAddress(host)) return privateAddress();
    return isOpenPort(port) ? target : portRefusal(port);
  }
  const nameIsBlocked = isBlockedHostName(host);
  if (!nameIsBlocked && isOpenPort(port)) return target;
  if (allowed.mayAllowPort(port)) return { ...target, openedOnly: true };
  return nameIsBlocked ? blockedName() : portRefusal(port);
}

/** A host without brackets and trailing dot, which is what DNS and the classification of addresses take. */
export const bareHost = (hostname: string): string =>
  hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const isOpenPort = (port: number): boolean => PORTS.has(port);

/** The refusal of every address that is not public. It never names the address. */
export const privateAddress = (): Refusal =>
  refusal('private_address', 'The URL leads to an address that is not public.');

/** The refusal of names that only have a meaning inside one network. */
export const blockedName = (): Refusal =>
  refusal(
    'blocked_host',
    'The host name is reserved for local networks, so it cannot be discovered from here.',
  );

const portRefusal = (port: number): Refusal =>
  refusal(
    'port_not_allowed',
    `Port ${port} is not one that web servers usually listen on, so it stays closed.`,
  );

function refusal(code: RefusalCode, detail: string): Refusal {
  return { kind: 'refused', code, detail };
}
