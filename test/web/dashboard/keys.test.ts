import { describe, expect, it } from 'vitest';
import type { ApiKey } from '../../../shared/api-keys.ts';
import {
  envFile,
  expiryNotice,
  usedSinceRotation,
} from '../../../web/dashboard/pages/keys/key-facts.ts';
import { createNewKey, readNetworks } from '../../../web/dashboard/pages/keys/new-key.ts';
import { formatAgo } from '../../../web/dashboard/times.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 12);
const DAY_MS = 24 * 3600 * 1000;
const at = (ms: number) => new Date(NOW_MS + ms).toISOString();

describe('the notice of a key’s end', () => {
  it.each([
    [15 * DAY_MS, null],
    [14 * DAY_MS, 'two_weeks'],
    [3 * DAY_MS, 'three_days'],
    [DAY_MS - 1, 'today'],
    [-1, null],
  ])('with %i ms left is %s', (leftMs, notice) => {
    expect(expiryNotice(key({ expires_at: at(leftMs) }), NOW_MS)).toBe(notice);
  });

  it('is not given for a key that was rotated: it is meant to end', () => {
    expect(expiryNotice(key({ status: 'rotated', expires_at: at(DAY_MS) }), NOW_MS)).toBeNull();
  });
});

describe('a key that was rotated', () => {
  const next = key({ id: 'new', created_at: at(-60_000) });

  it('is still used if it was used after the new one was made', () => {
    const old = key({ status: 'rotated', replaced_by: 'new', last_used_at: at(-30_000) });
    expect(usedSinceRotation(old, [old, next])).toBe(true);
  });

  it('is not still used if it was last used before that', () => {
    const old = key({ status: 'rotated', replaced_by: 'new', last_used_at: at(-90_000) });
    expect(usedSinceRotation(old, [old, next])).toBe(false);
  });
});

describe('the form for a new key', () => {
  it('asks for a key with all rights of the plan unless told otherwise', () => {
    const form = createNewKey(() => NOW_MS);
    form.name.value = '  Billing ';
    expect(form.request()).toEqual({
      name: 'Billing',
      access: 'full',
      modules: null,
      networks: null,
      expires_at: null,
    });
  });

  it('lets a key with a last day work to the end of that day', () => {
    const form = createNewKey(() => NOW_MS);
    form.expiry.value = 'date';
    form.lastDay.value = '2026-12-31';
    expect(form.request().expires_at).toBe('2026-12-31T23:59:59Z');
  });

  it('takes one network per line, and also what commas and spaces separate', () => {
    expect(readNetworks(' 203.0.113.0/24,\n2001:db8::/32 198.51.100.7\n')).toEqual([
      '203.0.113.0/24',
      '2001:db8::/32',
      '198.51.100.7',
    ]);
  });
});

it('the .env file holds the two variables that clients read', () => {
  expect(envFile('sk-live-x', 'org')).toBe('KLOAKD_API_KEY=sk-live-x\nKLOAKD_ORG_ID=org\n');
});

it('a time is told in the largest unit that fits, rounded down', () => {
  expect(formatAgo(at(-3 * 60_000), NOW_MS)).toBe('3 minutes ago');
  expect(formatAgo(at(2.9 * DAY_MS), NOW_MS)).toBe('in 2 days');
  expect(formatAgo('no time', NOW_MS)).toBe('');
});

function key(fields: Partial<ApiKey>): ApiKey {
  return {
    id: 'old',
    name: 'Billing',
    prefix: 'sk-live-',
    last4: '9f3K',
    status: 'active',
    access: 'full',
    modules: null,
    networks: null,
    created_by: null,
    created_at: at(-DAY_MS),
    last_used_at: null,
    expires_at: null,
    replaced_by: null,
    requests_by_day: [],
    ...fields,
  };
}
