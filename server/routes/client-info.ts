import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { clientAddress } from '../network.ts';

/** What a request says about its client and about how it reached us, where it may be believed. */
export interface ClientInfo {
  addressOf(request: FastifyRequest): string;
  isSecure(request: FastifyRequest): boolean;
  /** The origin for absolute links: `PUBLIC_URL`, else what the client called us. */
  baseUrlOf(request: FastifyRequest): string;
}

const HOST = /^[0-9A-Za-z.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:.]{2,45}\](:\d{1,5})?$/i;

export function createClientInfo(
  config: Pick<Config, 'trustedProxies' | 'publicUrl' | 'production' | 'host' | 'port'>,
): ClientInfo {
  const { trustedProxies } = config;
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  const peerOf = (request: FastifyRequest) => request.raw.socket.remoteAddress ?? '';

  function isSecure(request: FastifyRequest): boolean {
    if (config.publicUrl !== null) return config.publicUrl.startsWith('https:');
    if (config.production) return true;
    const peer = peerOf(request);
    const isFromProxy = trustedProxies.some((cidr) => cidr.contains(peer));
    return isFromProxy && first(request.headers['x-forwarded-proto']) === 'https';
  }

  return {
    isSecure,
    addressOf(request) {
      // Several X-Forwarded-For lines are one list (RFC 9110, section 5.3).
      const header = request.headers['x-forwarded-for'];
      return clientAddress(
        peerOf(request),
        Array.isArray(header) ? header.join(',') : header,
        trustedProxies,
      );
    },
    baseUrlOf(request) {
      if (config.publicUrl !== null) return config.publicUrl;
      const host = request.headers.host ?? '';
      const named = HOST.test(host) ? host : `${config.host}:${config.port}`;
      return `${isSecure(request) ? 'https' : 'http'}://${named}`;
    },
  };
}
