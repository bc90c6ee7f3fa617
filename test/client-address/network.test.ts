import { describe, expect, it } from 'vitest';
import { forwardedFor } from '../../server/client-address/forwarded.ts';
import {
  clientAddress,
  networkOf,
  parseCidr,
  prefixesOf,
} from '../../server/client-address/network.ts';

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

describe('the prefixes of an address', () => {
  it('are the /32 and the /24 of IPv4, in any spelling', () => {
    for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '::ffff:cb00:7107']) {
      expect(prefixesOf(address)).toEqual([
        { prefixLength: 32, prefix: '203.0.113.7/32' },
        { prefixLength: 24, prefix: '203.0.113.0/24' },
      ]);
    }
  });

  it('are the /64, the /56 and the /48 of IPv6, whatever stands behind them', () => {
    for (const address of ['2001:db8:1:2fe::1', '2001:0DB8:1:02FE:ffff:0:0:9%eth0']) {
      expect(prefixesOf(address)).toEqual([
        { prefixLength: 64, prefix: '2001:db8:1:2fe:0:0:0:0/64' },
        { prefixLength: 56, prefix: '2001:db8:1:200:0:0:0:0/56' },
        { prefixLength: 48, prefix: '2001:db8:1:0:0:0:0:0/48' },
      ]);
    }
  });

  it('are one for whatever cannot be read', () => {
    expect(prefixesOf('0x7f.1')).toEqual(prefixesOf('not an address'));
  });
});

describe('the Forwarded header (RFC 7239)', () => {
  it('is read where X-Forwarded-For is missing, with ports, quotes and brackets', () => {
    const forwarded =
      'for=192.0.2.43;proto=https, For="[2001:db8:cafe::17]:4711";by=x, for="203.0.113.1:80"';
    expect(forwardedFor({ forwarded })).toEqual(['192.0.2.43', '2001:db8:cafe::17', '203.0.113.1']);
    expect(forwardedFor({ forwarded: 'for=unknown, by=1.2.3.4' })).toEqual(['unknown', '']);
  });

  it('is not mixed with X-Forwarded-For', () => {
    expect(forwardedFor({ 'x-forwarded-for': '192.0.2.1', forwarded: 'for=192.0.2.2' })).toEqual([
      '192.0.2.1',
    ]);
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
    const headers = header === undefined ? {} : { 'x-forwarded-for': header };
    expect(clientAddress(socket, forwardedFor(headers), trusted)).toBe(address);
  });
});
