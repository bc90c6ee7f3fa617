import { expect, it } from 'vitest';
import { wellKnownPaths } from '../../../server/discovery/documents/well-known.ts';

it('lists distinct absolute paths within the budget of its phase, and begins with /openapi.json', () => {
  const paths = wellKnownPaths().map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.length).toBeLessThanOrEqual(28);
  expect(paths[0]).toBe('/openapi.json');
  for (const path of paths) expect(new URL(path, 'https://shop.example').pathname).toBe(path);
});
