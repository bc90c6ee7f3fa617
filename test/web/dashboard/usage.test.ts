import { describe, expect, it } from 'vitest';
import type { Usage, UsageRow } from '../../../shared/usage.ts';
import { createUsage } from '../../../web/dashboard/pages/usage/model.ts';
import { daysBetween, layOutDays } from '../../../web/dashboard/models/day-series.ts';
import { refusal, scriptedSend } from '../support/scripted-send.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 12);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the days of usage', () => {
  it('are the last 30 at first, today included', async () => {
    const { server } = newUsage();
    await settled();
    expect(server.lines()).toEqual(['GET usage?from=2026-10-26&to=2026-11-24&split=module']);
  });

  it.each([
    ['7', '2026-11-18'],
    ['90', '2026-08-27'],
  ] as const)('of the last %s begin on %s', async (range, from) => {
    const { model, server } = newUsage();
    model.chooseRange(range);
    await settled();
    expect(server.lines().at(-1)).toBe(`GET usage?from=${from}&to=2026-11-24&split=module`);
  });

  it('are not asked for where they cannot be answered', async () => {
    const { model, server } = newUsage();
    model.chooseRange('custom');
    model.chooseFrom('2026-11-25');
    expect(model.flaw.value).toBe('reversed');
    model.chooseTo('2026-11-26');
    expect(model.flaw.value).toBe('future');
    model.chooseFrom('');
    expect(model.flaw.value).toBe('incomplete');
    await settled();
    expect(server.lines()).toHaveLength(1);
  });

  it('are at most 366', () => {
    const { model } = newUsage();
    model.chooseFrom('2025-11-24');
    expect(model.flaw.value).toBeNull();
    model.chooseFrom('2025-11-23');
    expect(model.flaw.value).toBe('too_long');
  });
});

describe('the file of usage', () => {
  it('holds the days and the split that are shown, and its name says which days', async () => {
    const { model, server, saved } = newUsage();
    model.chooseRange('7');
    model.splitBy('key');
    expect(await model.csv.run()).toBe(true);
    expect(server.lines().at(-1)).toBe('GET usage.csv?from=2026-11-18&to=2026-11-24&split=key');
    expect(saved).toEqual(['usage-2026-11-18-to-2026-11-24.csv']);
  });

  it('is not saved where the server refuses it', async () => {
    const { model, saved } = newUsage((line) => {
      if (line.startsWith('GET usage.csv')) throw refusal(403, 'role_required');
    });
    expect(await model.csv.run()).toBe(false);
    expect(saved).toEqual([]);
    expect(model.csv.failure.value?.code).toBe('role_required');
  });
});

describe('the bars of usage', () => {
  it('stand for every day, also those without a request', () => {
    const { days, totals } = layOut([
      row('2026-11-01', 'skanyr', 3),
      row('2026-11-03', 'evadr', 5),
    ]);
    expect(days).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
    expect(totals).toEqual([3, 0, 5]);
  });

  it('have the largest part first', () => {
    const { parts } = layOut([row('2026-11-01', 'evadr', 3), row('2026-11-02', 'skanyr', 5)]);
    expect(parts.map(({ part, values }) => [part, values])).toEqual([
      ['skanyr', [0, 5, 0]],
      ['evadr', [3, 0, 0]],
    ]);
  });

  it('have no part in which nothing was counted', () => {
    const { parts } = layOut([
      row('2026-11-01', 'organization', 0),
      row('2026-11-01', 'skanyr', 2),
    ]);
    expect(parts.map(({ part }) => part)).toEqual(['skanyr']);
  });

  it('join the smallest parts beyond the sixth, and lose no request by that', () => {
    const rows = Array.from({ length: 9 }, (_, index) =>
      row('2026-11-01', `key-${index}`, 9 - index),
    );
    const { parts, totals } = layOut(rows);
    expect(parts.map(({ label, total }) => [label, total])).toEqual([
      ['key-0', 9],
      ['key-1', 8],
      ['key-2', 7],
      ['key-3', 6],
      ['key-4', 5],
      ['All others', 10],
    ]);
    expect(totals[0]).toBe(45);
  });

  it.each([
    [0, 4],
    [4, 4],
    [5, 10],
    [11, 20],
    [250, 400],
    [1000, 1000],
  ])('with a largest day of %i have a scale up to %i', (requests, scaleMax) => {
    expect(layOut([row('2026-11-01', 'skanyr', requests)]).scaleMax).toBe(scaleMax);
  });
});

it('a range over the end of a month has no day twice and misses none', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
  expect(daysBetween('2026-03-01', '2026-02-28')).toEqual([]);
});

const row = (day: string, part: string, requests: number): UsageRow => ({
  ...{ day, part, requests },
  label: part,
  discoveries: 0,
  duration_ms: 1,
});

function layOut(rows: UsageRow[]) {
  const total = { requests: 0, discoveries: 0 };
  const usage: Usage = { from: '2026-11-01', to: '2026-11-03', split: 'module', rows, total };
  const counts = usage.rows.map((row) => ({ ...row, value: row.requests }));
  return layOutDays(usage, counts, 'All others');
}

function newUsage(before: (line: string) => void = () => undefined) {
  const saved: string[] = [];
  const server = scriptedSend((line) => before(line));
  const model = createUsage(
    { sendFor: () => server.send, nowMs: () => NOW_MS },
    { id: 'org' },
    (_, name) => saved.push(name),
  );
  return { model, server, saved };
}
