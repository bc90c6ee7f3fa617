import { describe, expect, it } from 'vitest';
import { parseAllowedPrivateTargets } from '../../../server/discovery/guard/private-targets.ts';

describe('ALLOWED_PRIVATE_TARGETS', () => {
  it('opens nothing when empty', () => {
    expect(parseAllowedPrivateTargets(' ').allows('127.0.0.1', 80)).toBe(false);
  });

  it('reads addresses and CIDRs, with and without port, of both families', () => {
    const allowed = parseAllowedPrivateTargets(
      '127.0.0.1:8787, 10.0.0.0/8, [::1]:3000, [fd00::/8]:443, fe80::1',
    );
    expect(allowed.allows('127.0.0.1', 8787)).toBe(true);
    expect(allowed.allows('127.0.0.1', 8788)).toBe(false);
    expect(allowed.allows('10.9.8.7', 1)).toBe(true);
    expect(allowed.allows('::1', 3000)).toBe(true);
    expect(allowed.allows('fd12::5', 443)).toBe(true);
    expect(allowed.allows('fd12::5', 80)).toBe(false);
    expect(allowed.allows('fe80::1', 80)).toBe(true);
  });

  it('judges a mapped address by the one inside it', () => {
    expect(parseAllowedPrivateTargets('127.0.0.1').allows('::ffff:127.0.0.1', 80)).toBe(true);
  });

  it.each([
    'localhost',
    '127.0.0.1:99999',
    '10.0.0.0/33',
    '::1:',
    '[::1',
    '300.1.1.1',
    '1.2.3',
    'x:80',
  ])('names the bad entry %s', (entry) => {
    expect(() => parseAllowedPrivateTargets(`127.0.0.1,${entry}`)).toThrow(`"${entry}"`);
  });
});
