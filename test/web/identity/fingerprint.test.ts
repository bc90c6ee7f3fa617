import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestLongStrings } from '../../../web/widget/identity/digest.ts';
import { LIBRARY_VERSION } from '../../../web/widget/identity/fingerprint.ts';

it('says the version of the installed fingerprint library', () => {
  const file = new URL(
    '../../../node_modules/@fingerprintjs/fingerprintjs/package.json',
    import.meta.url,
  );
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: LIBRARY_VERSION });
});

describe('what leaves the browser of a fingerprint', () => {
  it('is the digest of a string of more than 256 characters, wherever it stands', async () => {
    const image = `data:image/png;base64,${'A'.repeat(300)}`;
    const digest = `sha256:${createHash('sha256').update(image).digest('hex')}`;
    expect(await digestLongStrings({ winding: true, texts: [image, 'short'] })).toEqual({
      winding: true,
      texts: [digest, 'short'],
    });
  });

  it('is the string itself up to 256 characters', async () => {
    expect(await digestLongStrings('a'.repeat(256))).toBe('a'.repeat(256));
  });

  it('is every other value as it was', async () => {
    const values = [null, 0, false, 1.5, undefined];
    expect(await digestLongStrings(values)).toEqual(values);
  });
});
