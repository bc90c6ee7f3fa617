import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newId } from '../../web/widget/new-id.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('an ID', () => {
  it('is a UUID of version 4 on https', () => {
    expect(newId(webcrypto)).toMatch(UUID_V4);
  });

  it('is a UUID of version 4 on plain http, where there is no randomUUID, and a new one each time', () => {
    const onPlainHttp = {
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => webcrypto.getRandomValues(bytes),
    };
    const ids = Array.from({ length: 100 }, () => newId(onPlainHttp));
    for (const id of ids) expect(id).toMatch(UUID_V4);
    expect(new Set(ids).size).toBe(100);
  });

  it('sets version and variant whatever the random bytes are, and keeps the other 122 bits', () => {
    const always = (byte: number) => ({
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(byte),
    });
    expect(newId(always(0x00))).toBe('00000000-0000-4000-8000-000000000000');
    expect(newId(always(0xff))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });
});
