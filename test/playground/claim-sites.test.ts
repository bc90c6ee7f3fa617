import { expect, it } from 'vitest';
import { makeClaimCode } from '../../server/identifiers/claim-code.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import { ClaimSites } from '../../server/playground/claim-sites.ts';
import { FakeClock } from '../support/fake-clock.ts';

const DOCS = 'https://docs.example.com';
const code = () => makeClaimCode(systemRandom, '192.0.2.1/32').hash;

it('a code’s site is told once, and not after the code has expired', () => {
  const clock = new FakeClock();
  const sites = new ClaimSites(clock);
  const [used, late] = [code(), code()];
  for (const one of [used, late]) sites.remember(one, DOCS, clock.now() + 600_000);
  expect(sites.take(used)).toBe(DOCS);
  expect(sites.take(used)).toBeNull();
  clock.advance(600_000);
  expect(sites.take(late)).toBeNull();
  expect(sites.take(code())).toBeNull();
});

it('past ten thousand codes the oldest are forgotten, and the newest are known', () => {
  const clock = new FakeClock();
  const sites = new ClaimSites(clock);
  const codes = Array.from({ length: 10_001 }, code);
  for (const one of codes) sites.remember(one, DOCS, clock.now() + 600_000);
  const known = codes.map((one) => sites.take(one) === DOCS);
  expect(known.indexOf(true)).toBe(1);
  expect(known.filter(Boolean)).toHaveLength(10_000);
});
