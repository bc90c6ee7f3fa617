import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { draw } from './chart.ts';
import { calibrate, solveForReal } from './real-solves.ts';
import { tablesOf, writeReport } from './report.ts';
import { runEverything } from './results.ts';
import { FULL } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { SeededRandom } from './seeded-random.ts';
import { SECONDS_PER_DERIVATION } from './solving.ts';
import { toText } from './table.ts';
import { judge } from './targets.ts';

/**
 * `npm run simulate`: prints the tables, and writes docs/simulation.md and .svg where the seed is the
 * usual one. Ends with 1 where a target is missed.
 */
const USUAL_SEED = '1';
const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
const print = (line: string) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: USUAL_SEED },
    calibrate: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (values.calibrate) {
    const measured = await calibrate();
    const { attacker, laptop } = SECONDS_PER_DERIVATION;
    print(
      `native      ${(measured.native * 1000).toFixed(1)} ms, charged ${(attacker * 1000).toFixed(1)} ms`,
    );
    print(
      `WebAssembly ${(measured.webAssembly * 1000).toFixed(1)} ms, charged ${(laptop * 1000).toFixed(1)} ms`,
    );
    return;
  }
  const { seed } = values;
  const random = new SeededRandom(seed);
  const startedMs = performance.now();
  const seconds = () => ((performance.now() - startedMs) / 1000).toFixed(0);
  const results = await runEverything({ seed, sizes: FULL }, ({ scenario, strategy }) =>
    process.stderr.write(`${seconds()} s: ${scenario}, ${strategy}\n`),
  );
  const solves = await solveForReal(random.fork('real solves'));
  const report = { seed, results, solves, random };
  for (const table of Object.values(tablesOf(report))) print(toText(table));
  print(`\n${solves.accepted} of ${solves.solved} real solves accepted; ${seconds()} s in all`);
  if (seed === USUAL_SEED) {
    mkdirSync(docs(''), { recursive: true });
    writeFileSync(docs('simulation.md'), writeReport(report));
    writeFileSync(docs('simulation.svg'), draw(results));
  }
  if (!judge(results, SCENARIOS).every(({ holds, isTraded }) => holds || isTraded))
    process.exitCode = 1;
}

await main();
