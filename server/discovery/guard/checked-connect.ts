import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { buildConnector } from 'undici';
import { isPublicAddress } from './address-class.ts';
import { ConnectTimeoutError, DnsError, RefusedError, TlsError } from './connect-errors.ts';
import type { AllowedPrivateTargets } from './private-targets.ts';
import type { Resolve } from './resolve.ts';
import {
  bareHost,
  blockedName,
  parseTargetUrl,
  privateAddress,
  type Target,
} from './target-url.ts';

/** Opens a connection to an address that has been checked. With an egress proxy another implementation is used. */
export type Dial = (address: string, port: number, deadline: AbortSignal) => Promise<Socket>;

interface ConnectDeps {
  allowed: AllowedPrivateTargets;
  resolve: Resolve;
  dial?: Dial;
  connectTimeoutMs: number;
  /** Aborted when the fetcher closes: sockets that are still connecting are closed too. */
  closing: AbortSignal;
}

export const dialDirectly: Dial = (address, port, deadline) =>
  connected(connectTcp({ host: address, port, noDelay: true }), 'connect', deadline);

/**
 * The connector of every request, IP literals included (undici never calls `connect.lookup` for those). The name is
 * resolved once per connection, and the socket connects to the very address that was checked. A name server that
 * changes its answer in between (DNS rebinding) therefore has no effect.
 */
export function createCheckedConnector(deps: ConnectDeps): buildConnector.connector {
  const dial = deps.dial ?? dialDirectly;
  return (options, callback) => {
    open(options)
      .then((socket) => callback(null, socket))
      .catch((error: unknown) =>
        callback(error instanceof Error ? error : new Error('connect failed'), null),
      );
  };

  async function open({ hostname, protocol, port }: buildConnector.Options): Promise<Socket> {
    const host = isIP(hostname) === 6 ? `[${hostname}]` : hostname; // undici hands IPv6 over without brackets
    const target = parseTargetUrl(
      `${protocol}//${host}${port === '' ? '' : `:${port}`}/`,
      deps.allowed,
    );
    if (target.kind === 'refused') throw new RefusedError(target);
    const addresses = await checkedAddresses(target, deps);
    const deadline = AbortSignal.any([AbortSignal.timeout(deps.connectTimeoutMs), deps.closing]);
    let lastError: unknown;
    for (const address of addresses.slice(0, 3)) {
      try {
        const socket = await dial(address, target.port, deadline);
        if (protocol !== 'https:') return socket;
        return await secured(socket, target.host, deadline);
      } catch (error) {
        lastError = error;
        if (deadline.aborted || error instanceof TlsError) break;
      }
    }
    throw deadline.aborted ? new ConnectTimeoutError('connect timed out') : lastError;
  }
}

/**
 * Every address of the target, IPv4 first. Throws a refusal if **any** is not public: a name with a public and a
 * private address is an attack. For a target that only the operator's settings allow, the addresses that they allow.
 * @throws RefusedError, DnsError
 */
async function checkedAddresses(
  target: Target,
  { allowed, resolve }: Pick<ConnectDeps, 'allowed' | 'resolve'>,
): Promise<string[]> {
  if (isIP(target.host) !== 0) return [target.host];
  const addresses = await resolve(target.host).catch((error: unknown) => {
    throw new DnsError('name not resolved', { cause: error });
  });
  if (addresses.length === 0) throw new DnsError('name has no address');
  const opened = addresses.filter((address) => allowed.allows(address, target.port));
  if (target.openedOnly) {
    if (opened.length === 0) throw new RefusedError(blockedName());
    return opened;
  }
  const acceptable = addresses.every(
    (address) => isPublicAddress(address) || opened.includes(address),
  );
  if (!acceptable) throw new RefusedError(privateAddress());
  return addresses.toSorted((a, b) => isIP(a) - isIP(b));
}

function secured(socket: Socket, host: string, deadline: AbortSignal): Promise<Socket> {
  // `servername` is the requested name, so the certificate is checked against it although the connection goes to an
  // address. RFC 6066 section 3 allows no address there; Node then checks `host` against the certificate.
  const name = isIP(host) === 0 ? { servername: host } : { host };
  const tls = connectTls({ socket, ...name, ALPNProtocols: ['http/1.1'] });
  return connected(tls, 'secureConnect', deadline).catch((error: unknown) => {
    socket.destroy();
    throw deadline.aborted ? error : new TlsError('TLS handshake failed', { cause: error });
  });
}

/** Waits until a socket is connected; destroys it when the deadline comes first. */
export function connected(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  deadline: AbortSignal,
): Promise<Socket> {
  return new Promise((fulfil, reject) => {
    const onDeadline = (): void => {
      socket.destroy();
      reject(new ConnectTimeoutError('connect timed out'));
    };
    deadline.addEventListener('abort', onDeadline, { once: true });
    socket.once(event, () => {
      deadline.removeEventListener('abort', onDeadline);
      socket.removeListener('error', reject);
      fulfil(socket);
    });
    socket.once('error', (error) => {
      deadline.removeEventListener('abort', onDeadline);
      reject(error);
    });
    socket.on('error', () => {}); // undici listens only once it owns the socket; an earlier error must not be fatal
    if (deadline.aborted) onDeadline();
  });
}

/** The key under which a target's requests are counted. */
export const politenessKey = (target: Target): string =>
  // A private address may run several servers, so it is counted by port. A public target is counted by host.
  target.openedOnly ? `${bareHost(target.host)}:${target.port}` : target.host;
