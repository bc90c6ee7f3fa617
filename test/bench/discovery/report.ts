import type { Score } from './score.ts';

export interface Row {
  name: string;
  result: Score;
  requests: number;
  seconds: number;
  baseline: Score;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [
    sorted[sorted.length % 2 === 0 ? middle - 1 : middle],
    sorted[middle],
  ];
  return (low + high) / 2;
}

/** The measured figures as a Markdown page. */
export function renderReport(
  rows: Row[],
  { requestsMax, budgetMs }: { requestsMax: number; budgetMs: number },
): string {
  const line = (cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const body = rows.map(({ name, result, requests, seconds, baseline }) =>
    line([
      name,
      result.visiblePaths,
      percent(result.recall),
      percent(result.methodRecall),
      percent(result.precision),
      requests,
      seconds.toFixed(1),
      `${percent(baseline.recall)} / ${percent(baseline.precision)}`,
    ]),
  );
  const of = (pick: (row: Row) => number): string => percent(median(rows.map(pick)));
  return `# Discovery, measured

Written by \`npm run bench:discovery\`, which installs and starts four real applications on loopback and runs the
engine on each with ${requestsMax} requests and ${budgetMs / 1000} seconds (20 by default; 120 with \`--patient\`, for a busy machine). It
knows nothing of them.

Recall: how many of the paths that something public refers to were found, whatever their methods. Method recall: the
same for pairs of method and path. Precision: how many of the paths found are real; pages and static files do not
count. Only endpoints of the default confidence (0.4 and more) are listed. The last column is what the usual regular
expression for paths in quotes gives over the page and all its scripts, as recall / precision.

${line(['Application', 'Visible paths', 'Recall', 'Method recall', 'Precision', 'Requests', 'Seconds', 'Regular expression'])}
${line(['---', '--:', '--:', '--:', '--:', '--:', '--:', '--:'])}
${body.join('\n')}
${line(['**median**', '', of((r) => r.result.recall), of((r) => r.result.methodRecall), of((r) => r.result.precision), '', '', `${of((r) => r.baseline.recall)} / ${of((r) => r.baseline.precision)}`])}

What is true of each application stands in \`test/bench/discovery/truth/\`, read off its own route tables, not off what
was found. The engine has no rule that names an application.

## Beside a paper

| | Kind of input | Applications | Recall | Method recall | Precision |
| --- | --- | --: | --: | --: | --: |
| ApiCarv (ICSE 2023) | a running application: its interface is navigated, its requests recorded, more are probed | 7 | 56 % | | 98 % |
| this engine (median of the table above) | public pages, scripts and documents, without a login | ${rows.length} | ${of((r) => r.result.recall)} | ${of((r) => r.result.methodRecall)} | ${of((r) => r.result.precision)} |

The comparison is loose: the applications differ, and the recall here counts the endpoints that something public refers
to, not all that the server has. docs/discovery.md has the figures of applications that the engine had never seen, which
are lower at first sight.
`;
}
