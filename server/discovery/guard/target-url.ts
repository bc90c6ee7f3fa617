import { isIP } from 'node:net';
import { isPublicAddress } from './address-class.ts';
import { isBlockedHostName } from './blocked-hosts.ts';
import type { RefusalCode } from '../vocabulary.ts';
import type { AllowedPrivateTargets } from './private-targets.ts';

/** Why a URL may not be asked for, for a person. */
export interface Refusal {
  kind: 'refused';
  code: RefusalCode;
  detail: string;
  /** The site itself led there. */
  redirected?: true;
}

/** A URL that may be asked for, as far as can be told before DNS has answered. */
export interface Target {
  kind: 'target';
  /** Without fragment. */
  url: URL;
  /** Without brackets and trailing dot: an address or a name. */
  host: string;
  port: number;
  /** The name or port is not open to everybody: only addresses that the operator has allowed may be dialled. */
  openedOnly: boolean;
}

// Where web servers and their development twins listen. Database, mail and cache ports stay closed,
// so that a discovery can never be made to speak to them in the name of this machine.
// prettier-ignore
const PORTS = new Set([
  80, 81, 443, 591, 3000, 3001, 4000, 4200, 4443, 5000, 5173, 7000, 8000, 8001, 8008, 8080, 8081, 8088, 8090,
  8443, 8787, 8800, 8880, 8888, 9000, 9443,
]);
const URL_LENGTH_MAX = 2048;

/**
 * Parses what a visitor, a redirect or a document wrote, and refuses what may not be asked for.
 * The guard in front of every connection; `checked-connect.ts` asks it again with what DNS says.
 */
export function parseTargetUrl(raw: string, allowed: AllowedPrivateTargets): Target | Refusal {
  if (raw.length > URL_LENGTH_MAX)
    return refusal('invalid_url', `The URL is longer than ${URL_LENGTH_MAX} characters.`);
  // The WHATWG parser drops tabs and newlines and reads `\` as `/`: a parser that does not would see another host.
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(raw)) {
    return refusal('invalid_url', 'The URL contains a blank, a control character or a back-slash.');
  }
  const url = URL.parse(raw);
  if (url === null)
    return refusal('invalid_url', 'This is not a complete URL; write it with https:// in front.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refusal('scheme_not_allowed', 'Only http and https URLs can be discovered.');
  }
  // Refused even when empty (`http://@host/`): all that user info can do here is hide the host.
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

/** A host without brackets and trailing dot, as classification and DNS want it. */
export const bareHost = (hostname: string): string =>
  hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const isOpenPort = (port: number): boolean => PORTS.has(port);

/** The answer for every address that is not public; it never says which address. */
export const privateAddress = (): Refusal =>
  refusal('private_address', 'The URL leads to an address that is not public.');

/** The answer for names that only mean something inside one network. */
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
