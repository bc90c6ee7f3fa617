import type { Case } from './check.ts';
import type { Runner } from './languages.ts';
import { ERROR_CLASSES, ERROR_CODES } from './drift.ts';
import type { Drift } from './operations.ts';
import type { RealCase } from './real-cases.ts';

/** By language and case, what is wrong; empty where the client keeps the promise. */
export type Results = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** The page of docs/ on what each client does: cases by language. */
export function renderTable(
  languages: readonly Pick<Runner, 'id' | 'title'>[],
  cases: readonly Pick<Case, 'name' | 'says' | 'except'>[],
  realCases: readonly Pick<RealCase, 'name' | 'says'>[],
  operations: readonly Pick<Drift, 'name'>[],
  results: { conformance: Results; real: Results; drift: Results },
): string {
  const reasons = [...new Set(cases.flatMap(({ except = {} }) => Object.values(except)))];
  const mark = (kind: keyof typeof results, one: Pick<Case, 'name' | 'except'>, id: string) => {
    const reason = one.except?.[id];
    if (reason !== undefined) return `[${reasons.indexOf(reason) + 1}]`;
    const wrong = results[kind].get(id)?.get(one.name);
    return wrong === undefined ? 'not run' : wrong.length === 0 ? 'yes' : '**no**';
  };
  const rows = (
    kind: keyof typeof results,
    list: readonly Pick<Case, 'name' | 'says' | 'except'>[],
  ) =>
    list.map((one) => {
      const marks = languages.map(({ id }) => mark(kind, one, id));
      return `| ${one.says} | ${marks.join(' | ')} |`;
    });
  const head = [
    `| Promise | ${languages.map(({ title }) => title).join(' | ')} |`,
    `|---|${languages.map(() => '---|').join('')}`,
  ];
  return [
    '# What each client keeps',
    '',
    'Written by `npm run test:clients -- --write`. The cases are `clients/conformance/cases.json`: each tells what to call,',
    'what a server that misbehaves on cue answers, and what must come of it.',
    '',
    '## Against the conformance server',
    '',
    ...head,
    ...rows('conformance', cases),
    '',
    ...reasons.map((reason, index) => `[${index + 1}] ${reason}`),
    '',
    '## Against the service itself',
    '',
    ...head,
    ...rows('real', realCases),
    '',
    '## What each client knows of /openapi.json',
    '',
    'Every field of the request can be given, and every field of the answer is in the result.',
    '',
    ...head.map((line) => line.replace('Promise', 'Operation')),
    ...rows(
      'drift',
      operations.map(({ name }) => ({ name, says: `\`${name}\`` })),
    ),
    ...rows('drift', [
      { name: ERROR_CODES, says: 'The list of error codes' },
      { name: ERROR_CLASSES, says: 'The class of each error code' },
    ]),
    '',
  ].join('\n');
}
