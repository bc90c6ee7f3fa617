import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ERROR_CLASSES, ERROR_CODES } from '../../clients/conformance/drift.ts';
import { LANGUAGES } from '../../clients/conformance/languages.ts';
import { NAMES } from '../../clients/conformance/operations.ts';
import { REAL_CASES } from '../../clients/conformance/real-cases.ts';
import { SUITE } from '../../clients/conformance/run.ts';
import { renderTable } from '../../clients/conformance/table.ts';

const page = readFileSync(new URL('../../docs/clients/conformance.md', import.meta.url), 'utf8');

it('shows every case that there is, kept by every client', () => {
  const kept = (cases: readonly { name: string }[]) =>
    new Map(LANGUAGES.map(({ id }) => [id, new Map(cases.map(({ name }) => [name, []]))]));
  const operations = Object.keys(NAMES).map((name) => ({ name }));
  const known = kept([...operations, { name: ERROR_CODES }, { name: ERROR_CLASSES }]);
  const results = { conformance: kept(SUITE.cases), real: kept(REAL_CASES), drift: known };
  expect(page).toBe(renderTable(LANGUAGES, SUITE.cases, REAL_CASES, operations, results));
});

it('excepts a case for a language only with a reason', () => {
  const ids = new Set(LANGUAGES.map(({ id }) => id));
  for (const { except = {} } of SUITE.cases) {
    for (const [id, reason] of Object.entries(except)) {
      expect(ids).toContain(id);
      expect(reason.length).toBeGreaterThan(20);
    }
  }
});
