import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { BROWSER_ARGS, findBrowser } from '../support/find-browser.ts';
import { freePort } from '../support/free-port.ts';

const run = promisify(execFile);
const COMMAND = join(import.meta.dirname, 'node_modules/lighthouse/cli/index.js');

export const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
type Category = (typeof CATEGORIES)[number];

export interface Scores {
  /** From 0 to 100. */
  scores: Record<Category, number>;
  /** The sum of layout shifts. */
  layoutShift: number;
  /** What costs points, by Lighthouse's own names. */
  flaws: string[];
}

interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; numericValue?: number; displayValue?: string }>;
  runtimeError?: { message: string };
}

/**
 * One run: a phone on a slow line, both simulated from what was loaded (Lighthouse's default), so that a busy machine
 * matters less.
 */
export async function runLighthouse(url: string, browserArgs: string[] = []): Promise<Scores> {
  const folder = mkdtempSync(join(tmpdir(), 'lighthouse-'));
  const output = join(folder, 'report.json');
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: [...BROWSER_ARGS, ...browserArgs, `--remote-debugging-port=${port}`],
  });
  try {
    await run(
      process.execPath,
      [
        ...[COMMAND, url, `--port=${port}`, '--quiet', '--output=json', `--output-path=${output}`],
        `--only-categories=${CATEGORIES.join(',')}`,
      ],
      { maxBuffer: 2 ** 24 },
    );
    return read(JSON.parse(readFileSync(output, 'utf8')) as Report);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function read({ categories, audits, runtimeError }: Report): Scores {
  if (runtimeError) throw new Error(runtimeError.message);
  const scores = Object.fromEntries(
    CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]),
  ) as Record<Category, number>;
  const counted = CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? []);
  const flaws = counted.flatMap(({ id, weight }) => {
    const { score = null, displayValue = '' } = audits[id] ?? {};
    return weight > 0 && score !== null && score < 0.9 ? [`${id} ${displayValue}`.trim()] : [];
  });
  const layoutShift = audits['cumulative-layout-shift']?.numericValue ?? NaN;
  return { scores, layoutShift, flaws };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
