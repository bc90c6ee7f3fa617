import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { claimsProxy, forwardedFor } from '../client-address/forwarded.ts';
import { clientAddress, networkOf } from '../client-address/network.ts';
import { createPeers } from '../client-address/peer.ts';

/** What a request says about its client and about how it reached us, where it may be believed. */
export interface ClientInfo {
  addressOf(request: FastifyRequest): string;
  /** The network of that address, which limits hang on. */
  networkOf(request: FastifyRequest): string;
  isSecure(request: FastifyRequest): boolean;
  /** The origin for absolute links: `PUBLIC_URL`, else what the client called us. */
  baseUrlOf(request: FastifyRequest): string;
}

const HOST = /^[0-9A-Za-z.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](:\d{1,5})?$/i;

export function createClientInfo(
  config: Pick<Config, 'trustedProxies' | 'publicUrl' | 'production' | 'host' | 'port'>,
  log: { warn(message: string): void },
): ClientInfo {
  const { trustedProxies } = config;
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  const readPeer = createPeers(trustedProxies);
  const peerOf = (request: FastifyRequest) => readPeer(request.raw.socket);
  let hasWarned = false;

  /** Once, and without an address: either somebody tries it, or the operator's own proxy is not listed. */
  function warnOfStranger(request: FastifyRequest): void {
    if (hasWarned || !claimsProxy(request.headers)) return;
    hasWarned = true;
    log.warn(
      'A proxy header such as X-Forwarded-For came from an address that TRUSTED_PROXIES does not list, and was ignored. If that is your proxy, list it: until then all its clients count as one network.',
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
    warnOfStranger(request);
    return address;
  }

  return {
    isSecure,
    addressOf,
    networkOf(request) {
      const address = addressOf(request);
      const peer = peerOf(request);
      return address === peer.address ? peer.network : networkOf(address);
    },
    baseUrlOf(request) {
      if (config.publicUrl !== null) return config.publicUrl;
      const host = request.headers.host ?? '';
      const named = HOST.test(host) ? host : `${config.host}:${config.port}`;
      return `${isSecure(request) ? 'https' : 'http'}://${named}`;
    },
  };
}
