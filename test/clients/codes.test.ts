import { expect, it } from 'vitest';
import { CODE_LISTS } from '../../clients/conformance/codes.ts';
import { LANGUAGES } from '../../clients/conformance/languages.ts';
import { PROBLEMS } from '../../server/problem.ts';

const ids = Object.keys(CODE_LISTS).filter((id) => LANGUAGES.some((one) => one.id === id));

it.each(ids)('the %s client lists every error code of the service', async (id) => {
  const list = CODE_LISTS[id];
  const text = list?.render(Object.keys(PROBLEMS).toSorted());
  await expect(text).toMatchFileSnapshot(`../../clients/${list?.path}`);
});
