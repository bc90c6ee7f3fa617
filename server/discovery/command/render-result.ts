import { writeOpenApi } from '../documents/write-openapi.ts';
import type { Finding } from '../vocabulary.ts';
import type { Format } from './read-arguments.ts';

export interface Result {
  url: string;
  /** RFC 3339 */
  createdAt: string;
  truncated: boolean;
  requestsMade: number;
  findings: Finding[];
}

/** A result as text for standard output, with a line break at its end. */
export function renderResult(result: Result, format: Format): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`;
    case 'openapi': {
      const title = `APIs of ${new URL(result.url).host}`;
      return `${JSON.stringify(writeOpenApi({ ...result, title }), null, 2)}\n`;
    }
    case 'table':
      return renderTable(result.findings);
    default:
      return format satisfies never;
  }
}

const HEAD = ['METHOD', 'URL', 'TYPE', 'SURE', 'EVIDENCE'];

function renderTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const rows = findings.map((finding) => [
    finding.method,
    finding.url,
    finding.apiType,
    finding.confidence.toFixed(2),
    [...new Set(finding.evidence.map(({ technique }) => technique))].join(', '),
  ]);
  const table = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
