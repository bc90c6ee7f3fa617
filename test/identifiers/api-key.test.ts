import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeApiKey, parseApiKey } from '../../server/identifiers/api-key.ts';
import { systemRandom } from '../../server/identifiers/random.ts';

describe('an API key', () => {
  it('is its prefix, 30 random characters and 6 of checksum', () => {
    const { secret } = makeApiKey('test', systemRandom);
    expect(secret).toMatch(/^sk-test-[0-9A-Za-z]{36}$/);
    expect(makeApiKey('live', systemRandom).secret).toMatch(/^sk-live-[0-9A-Za-z]{36}$/);
  });

  it('is parsed into the tier, hash and last characters that it was made with', () => {
    const { secret, ...made } = makeApiKey('live', systemRandom);
    expect(parseApiKey(secret)).toEqual(made);
  });

  it('is refused with any one character changed', () => {
    const { secret } = makeApiKey('test', systemRandom);
    for (let at = 8; at < secret.length; at += 1) {
      const other = secret[at] === 'a' ? 'b' : 'a';
      expect(parseApiKey(secret.slice(0, at) + other + secret.slice(at + 1))).toBeNull();
    }
  });

  it('has a checksum that other programs can compute: CRC32 in base62', () => {
    // crc32('sk-test-' + '0'.repeat(30)) by zlib, written in 0-9A-Za-z, six digits.
    expect(parseApiKey(`sk-test-${'0'.repeat(30)}${CHECK_OF_ZEROS}`)).not.toBeNull();
  });

  it('has the form that docs/key-format.md tells scanners', () => {
    const text = readFileSync(new URL('../../docs/key-format.md', import.meta.url), 'utf8');
    const example = /^the key +(\S+)$/m.exec(text)?.[1] ?? '';
    expect(parseApiKey(example)).toMatchObject({ tier: 'test' });
    const pattern = new RegExp(/^\\bsk-.*$/m.exec(text)?.[0] ?? 'none');
    expect(pattern.exec(`KEY="${example}";`)?.[0]).toBe(example);
    expect(pattern.test(makeApiKey('live', systemRandom).secret)).toBe(true);
  });

  it('of another tier is another key', () => {
    const { secret } = makeApiKey('test', systemRandom);
    expect(parseApiKey(secret.replace('sk-test-', 'sk-live-'))).toBeNull();
  });
});

const CHECK_OF_ZEROS = '1EPF0T';
