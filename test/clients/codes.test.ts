import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../clients/conformance/languages.ts';
import { PROBLEMS } from '../../server/problem-codes/table.ts';

const lists = new Set(LANGUAGES.map(({ folder, codes }) => `${folder}/${codes}`));

it.each([...lists])('every error code of the service stands in %s, and no other', (path) => {
  const listed = [...readFileSync(path, 'utf8').matchAll(/["']([a-z]+(?:_[a-z]+)*)["']/g)];
  const codes = listed.map(([, code]) => code);
  expect(codes.toSorted()).toEqual(Object.keys(PROBLEMS).toSorted());
});
