import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createPeers } from '../../server/client-address/peer.ts';

const asSocket = (read: () => string | undefined) =>
  ({
    get remoteAddress() {
      return read();
    },
  }) as Socket;

describe('the other end of a connection', () => {
  it('is read once, and asked once whether it is a trusted proxy', () => {
    const asked: string[] = [];
    const trusted = { text: '10.0.0.0/8', contains: (ip: string) => asked.push(ip) > 0 };
    const peerOf = createPeers([trusted]);
    const socket = asSocket(() => '10.0.0.1');
    const first = peerOf(socket);
    expect(first).toEqual({
      address: '10.0.0.1',
      network: '10.0.0.1/32',
      isTrustedProxy: true,
    });
    expect(peerOf(socket)).toBe(first);
    expect(asked).toEqual(['10.0.0.1']);
  });

  it('is never another connection’s', () => {
    const peerOf = createPeers([]);
    expect(peerOf(asSocket(() => '192.0.2.1')).network).toBe('192.0.2.1/32');
    expect(peerOf(asSocket(() => '192.0.2.2')).network).toBe('192.0.2.2/32');
  });

  it('is not remembered while it has no address', () => {
    let address: string | undefined;
    const socket = asSocket(() => address);
    const peerOf = createPeers([]);
    expect(peerOf(socket).address).toBe('');
    address = '192.0.2.1';
    expect(peerOf(socket).address).toBe('192.0.2.1');
  });
});
