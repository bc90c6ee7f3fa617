import { describe, expect, it } from 'vitest';
import { derivedId } from '../../server/identifiers/derived-id.ts';
import { parseDiscoveryId } from '../../server/identifiers/ids.ts';

describe('an ID that is derived from a seed and a name', () => {
  it('is a UUID of version 8, the same each time, and another for another seed or name', () => {
    const id = derivedId('seed', 'name');
    expect(parseDiscoveryId(id)).toBe(id);
    expect(id).toMatch(/^.{14}8.{4}[89ab]/);
    expect(derivedId('seed', 'name')).toBe(id);
    const others = [
      derivedId('seed', 'other'),
      derivedId('other', 'name'),
      derivedId('seed n', 'ame'),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});
