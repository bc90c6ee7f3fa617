import { writeFileSync } from 'node:fs';
import { APPLICATIONS, here } from './applications.ts';
import { isNothing, type Loss, type RuleFigures, type RuleStore } from './rule-figures.ts';
import { listRules, type Rule } from './rules.ts';

const INTRO = `# What each rule of discovery is worth

A rule is an exported function of the engine that can give nothing; without it, it always does. The first table has
the percentage points of recall / method recall / precision that an application loses without each rule: \`–\` is no
loss, a minus sign is a gain. Where one application loses more than 30 points of recall, nothing works without the
rule, and the others are not measured (empty). A difference counts where a second discovery with the rule and another
without it show the same: discoveries have deadlines, and this machine is shared.

Repeat with \`npm run bench:discovery -- --without all\`, or with a part of a rule's name; \`--without new\` measures the
rules that were not measured yet. Add \`--tests\` to look for the test that fails without each rule.
`;

interface Row {
  rule: Rule;
  figures: RuleFigures;
}

/** Writes docs/discovery-rules.md from all that was measured, now or earlier. */
export function writeRulesPage(store: RuleStore): void {
  const page = renderRules(Object.keys(APPLICATIONS), listRules(), store);
  writeFileSync(here('../../../docs/discovery-rules.md'), page);
}

function renderRules(names: readonly string[], rules: readonly Rule[], store: RuleStore): string {
  const rows = rules.map((rule): Row => ({ rule, figures: store.of(rule) }));
  const measured = rows.filter(({ figures }) => figures.losses !== undefined);
  const worth = measured.filter(({ figures }) => movesFigure(figures));
  const others = measured.filter((row) => !worth.includes(row));
  const missing = rows.filter(({ figures }) => figures.losses === undefined);
  return [
    INTRO,
    `## Rules that move a figure (${worth.length})`,
    '',
    `| Without | ${names.join(' | ')} |`,
    `| --- |${' --: |'.repeat(names.length)}`,
    ...worth.map(({ rule, figures }) => {
      const stopped = Object.values(figures.losses ?? {}).some((loss) => (loss?.[0] ?? 0) > 30);
      const cells = names.map((name) => cellOf(figures.losses?.[name], stopped));
      return `| \`${rule.name}\` | ${cells.join(' | ')} |`;
    }),
    '',
    `## Rules that move no figure on these applications (${others.length})`,
    '',
    'They are kept for what the named test promises: it fails without the rule. Other applications use other formats,',
    'libraries and bundlers than these four.',
    '',
    '| Rule | The test that fails without it |',
    '| --- | --- |',
    ...others.map(({ rule, figures }) => `| \`${rule.name}\` | ${figures.test ?? 'none'} |`),
    '',
    ...(missing.length === 0
      ? []
      : [
          `## Not measured yet (${missing.length})`,
          '',
          `${missing.map(({ rule }) => `\`${rule.name}\``).join(', ')}.`,
          '',
        ]),
  ].join('\n');
}

const movesFigure = ({ losses = {} }: RuleFigures): boolean =>
  Object.values(losses).some((loss) => !isNothing(loss));

function cellOf(loss: Loss | null | undefined, stopped: boolean): string {
  if (loss === undefined) return stopped ? '' : '–';
  if (loss === null) return 'fails';
  if (isNothing(loss)) return '–';
  return loss.map((points) => (points === 0 ? '0' : points.toFixed(1))).join(' / ');
}
