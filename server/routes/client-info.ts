import type { FastifyRequest } from 'fastify';
import type { Config } from '../config/config.ts';
import { claimsProxy, forwardedFor } from '../client-address/forwarded.ts';
import { clientAddress, networkOf } from '../client-address/network.ts';
import { createPeers } from '../client-address/peer.ts';

/** What is known for certain of a request's client and its connection. */
export interface ClientInfo {
  addressOf(request: FastifyRequest): string;
  /** The network of the client's address, by which limits are counted. */
  networkOf(request: FastifyRequest): string;
  isSecure(request: FastifyRequest): boolean;
  linksOf(request: FastifyRequest): Links;
}

/** Absolute links for an answer. */
export interface Links {
  /** The origin of the service: `PUBLIC_URL`, else built from the `Host` header if that is a plausible host. */
  baseUrl: string;
  upgradeUrl: string;
}

const HOST = /^[0-9A-Za-z.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](:\d{1,5})?$/i;

export function createClientInfo(
  config: Pick<
    Config,
    'trustedProxies' | 'publicUrl' | 'production' | 'host' | 'port' | 'upgradeUrl'
  >,
  log: { warn(message: string): void },
): ClientInfo {
  const { trustedProxies } = config;
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  const readPeer = createPeers(trustedProxies);
  const peerOf = (request: FastifyRequest) => readPeer(request.raw.socket);
  let hasWarned = false;

  /** Warns once, without an address. Either a client forges the header, or the operator forgot a proxy. */
  function warnOfUnlistedProxy(request: FastifyRequest): void {
    if (hasWarned || !claimsProxy(request.headers)) return;
    hasWarned = true;
    log.warn(
      'A proxy header such as X-Forwarded-For came from an address that TRUSTED_PROXIES does not list, and was ignored. If it is your proxy, list it there: until then all its clients count as one network.',
    );
  }

  function isSecure(request: FastifyRequest): boolean {
    if (config.publicUrl !== null) return config.publicUrl.startsWith('https:');
    if (config.production) return true;
    return (
      peerOf(request).isTrustedProxy && first(request.headers['x-forwarded-proto']) === 'https'
    );
  }

  function addressOf(request: FastifyRequest): string {
    const { address, isTrustedProxy } = peerOf(request);
    if (isTrustedProxy)
      return clientAddress(address, forwardedFor(request.headers), trustedProxies);
    warnOfUnlistedProxy(request);
    return address;
  }

  function baseUrlOf(request: FastifyRequest): string {
    if (config.publicUrl !== null) return config.publicUrl;
    const host = request.headers.host ?? '';
    const ownHost = config.host.includes(':') ? `[${config.host}]` : config.host;
    const named = HOST.test(host) ? host : `${ownHost}:${config.port}`;
    return `${isSecure(request) ? 'https' : 'http'}://${named}`;
  }

  return {
    isSecure,
    addressOf,
    networkOf(request) {
      const address = addressOf(request);
      const peer = peerOf(request);
      return address === peer.address ? peer.network : networkOf(address);
    },
    linksOf: (request) => linksFrom(config, baseUrlOf(request)),
  };
}

/** `UPGRADE_URL` may be a path of the service or the URL of another site. */
export function linksFrom({ upgradeUrl }: Pick<Config, 'upgradeUrl'>, baseUrl: string): Links {
  return { baseUrl, upgradeUrl: upgradeUrl.startsWith('/') ? baseUrl + upgradeUrl : upgradeUrl };
}
