import { describe, expect, it } from 'vitest';
import { clientAddress, networkOf, parseCidr } from '../../server/network.ts';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7/32'],
    ['::ffff:203.0.113.7', '203.0.113.7/32'],
    ['::FFFF:cb00:7107', '203.0.113.7/32'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:0:0:0:0/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2:0:0:0:0/64'],
    ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:0/64'],
    ['203.0.113.007', 'unreadable'],
    ['127.1', 'unreadable'],
    ['0x7f000001', 'unreadable'],
    ['', 'unreadable'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the client’s address', () => {
  const trusted = ['10.0.0.0/8', '::1'].flatMap((text) => parseCidr(text) ?? []);

  it.each([
    [
      'the socket’s, where nobody is trusted to say otherwise',
      '203.0.113.1',
      '198.51.100.1',
      '203.0.113.1',
    ],
    ['the entry that a trusted proxy added', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    [
      'the last untrusted entry, whatever the client wrote before it',
      '10.0.0.1',
      '1.2.3.4, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'found behind a chain of trusted proxies',
      '10.0.0.1',
      '1.2.3.4, 198.51.100.1, 10.9.9.9',
      '198.51.100.1',
    ],
    ['the proxy’s, where it says nothing', '10.0.0.1', undefined, '10.0.0.1'],
    ['the proxy’s, where it says nonsense', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['found from a dual-stack socket', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ])('is %s', (_what, socket, header, address) => {
    expect(clientAddress(socket, header, trusted)).toBe(address);
  });
});
