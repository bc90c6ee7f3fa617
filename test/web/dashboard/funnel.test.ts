import { expect, it } from 'vitest';
import type { FunnelRow } from '../../../shared/funnel.ts';
import { createFunnel, sumSites } from '../../../web/dashboard/pages/sites/funnel-model.ts';
import { scriptedSend } from '../support/scripted-send.ts';

const NONE = { seen: 0, started: 0, key: 0, first_result: 0, spent: 0, signed_up: 0 };
const row = (fields: Partial<FunnelRow>): FunnelRow => ({
  day: '2026-11-24',
  site: '',
  ...NONE,
  ...fields,
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('the days of a site are added up, and the site that was seen most comes first, by a name for people', () => {
  const docs = 'https://docs.acme.example';
  const rows = [
    row({ seen: 3, key: 1 }),
    row({ site: docs, seen: 2, signed_up: 1 }),
    row({ site: 'other', seen: 1 }),
    row({ site: docs, day: '2026-11-25', seen: 4, spent: 1 }),
  ];
  expect(sumSites({ rows })).toEqual([
    { site: docs, label: docs, counts: { ...NONE, seen: 6, spent: 1, signed_up: 1 } },
    { site: '', label: 'This service’s own pages', counts: { ...NONE, seen: 3, key: 1 } },
    { site: 'other', label: 'Elsewhere or unknown', counts: { ...NONE, seen: 1 } },
  ]);
  expect(rows[1]).toEqual(row({ site: docs, seen: 2, signed_up: 1 }));
});

it('the last thirty days are asked for at first, then those that are chosen; the file has the same days', async () => {
  const server = scriptedSend(() => ({ rows: [], total: NONE }));
  const saved: string[] = [];
  const nowMs = () => Date.parse('2026-11-24T12:00:00Z');
  const model = createFunnel(
    { sendFor: () => server.send, nowMs },
    { id: 'org' },
    (_content, name) => saved.push(name),
  );
  await settled();
  model.chooseRange('7');
  await settled();
  await model.csv.run();
  expect(server.lines()).toEqual([
    'GET sites/funnel?from=2026-10-26&to=2026-11-24',
    'GET sites/funnel?from=2026-11-18&to=2026-11-24',
    'GET sites/funnel.csv?from=2026-11-18&to=2026-11-24',
  ]);
  expect(saved).toEqual(['funnel-2026-11-18-to-2026-11-24.csv']);
});
