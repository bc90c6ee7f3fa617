import type { Rule } from './rules.ts';

/** What an application's figures are, as parts of 1. */
export interface Figures {
  recall: number;
  methodRecall: number;
  precision: number;
}

/** One rule with the figures without it, by application; an application where it gave nothing is left out. */
export interface Measured {
  rule: Rule;
  without: Record<string, Figures | null>;
}

const INTRO = `# What each rule of discovery is worth

Percentage points of recall / method recall / precision that an application loses where the engine runs without one
rule: \`–\` is nothing, a minus sign a gain. A rule is an exported function that can give nothing; without it, it
always does. Where one application loses more than 30 points of recall, nothing works without the rule, and the other
applications are not measured (empty). A function that filters or corrects what others found gives too little
without, so that its loss says less than that of one which finds something. Repeat with
\`npm run bench:discovery -- --without all\`.
`;

/** Why rules stay that move no figure on these applications, by the room they stand in. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^javascript\/clients\//,
    'the table of clients: each library has a test with calls as real applications write them',
  ],
  [
    /^javascript\//,
    'idioms of libraries, frameworks and bundlers that other applications are written with',
  ],
  [
    /^documents\//,
    'formats of documents, each known by its content; these applications serve few of them',
  ],
  [/^findings\//, 'how findings are joined; several readers must have seen the same endpoint'],
  [/^run\//, 'what a run asks; depends on how a server answers'],
];

/** docs/discovery-rules.md */
export function renderRules(
  names: readonly string[],
  whole: Readonly<Record<string, Figures | null>>,
  measured: readonly Measured[],
): string {
  const rows = measured.map(({ rule, without }) => ({
    rule,
    gave: Object.keys(without).length > 0,
    cells: names.map((name) => (name in without ? lossOf(whole[name], without[name]) : null)),
  }));
  const worth = rows.filter(({ cells }) => cells.some((cell) => cell !== null && cell !== NO_LOSS));
  const others = rows.filter((row) => !worth.includes(row));
  const table = worth.map(({ rule, cells }) => {
    const stopped =
      cells.includes('fails') || cells.some((cell) => Number.parseFloat(cell ?? '') > 30);
    const shown = cells.map((cell) => cell ?? (stopped ? '' : NO_LOSS));
    return `| \`${rule.name}\` | ${shown.join(' | ')} |`;
  });
  return [
    INTRO,
    `| Without | ${names.join(' | ')} |`,
    `| --- |${' --: |'.repeat(names.length)}`,
    ...table,
    '',
    `## Rules that move no figure here (${others.length})`,
    '',
    ...REASONS.flatMap(([room, why], index) => {
      const here = others.filter(
        ({ rule }) => REASONS.findIndex(([each]) => each.test(rule.name)) === index,
      );
      const list = (gave: boolean): string =>
        here
          .filter((row) => row.gave === gave)
          .map(({ rule }) => `\`${rule.name.replace(room, '')}\``)
          .join(', ') || 'none';
      if (here.length === 0) return [];
      return [
        `**${why}** (${here.length})`,
        '',
        `- gave something: ${list(true)}`,
        `- gave nothing: ${list(false)}`,
        '',
      ];
    }),
  ].join('\n');
}

const NO_LOSS = '–';

function lossOf(before: Figures | null | undefined, after: Figures | null | undefined): string {
  if (!before || !after) return 'fails';
  const lost = (['recall', 'methodRecall', 'precision'] as const).map((key) =>
    ((before[key] - after[key]) * 100).toFixed(1).replace(/^-?0\.0$/, '0'),
  );
  return lost.every((value) => value === '0') ? NO_LOSS : lost.join(' / ');
}
