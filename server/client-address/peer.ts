import type { Socket } from 'node:net';
import { networkOf, type Cidr } from './network.ts';

/** The other end of a connection: a client or a proxy. */
export interface Peer {
  address: string;
  network: string;
  isTrustedProxy: boolean;
}

/**
 * Reads the address of a connection once, because it is the same for all requests on it. It is kept as long as
 * the socket.
 */
export function createPeers(trusted: readonly Cidr[]): (socket: Socket) => Peer {
  const peers = new WeakMap<Socket, Peer>();
  return (socket) => {
    const known = peers.get(socket);
    if (known) return known;
    const address = socket.remoteAddress ?? '';
    const peer = {
      address,
      network: networkOf(address),
      isTrustedProxy: trusted.some((cidr) => cidr.contains(address)),
    };
    // A closed socket has no address: the result for it is not kept.
    if (address !== '') peers.set(socket, peer);
    return peer;
  };
}
