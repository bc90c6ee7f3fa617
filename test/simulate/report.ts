import { CEILING_SECONDS, FLOOR_SECONDS } from '../../server/playground/price.ts';
import { FIXED_PRICE_DERIVATIONS } from './baselines.ts';
import { crowdLimitTable, curveTable, patientPerDay } from './curves.ts';
import type { RealSolves } from './real-solves.ts';
import type { Results } from './results.ts';
import { SCENARIOS } from './scenarios.ts';
import type { SeededRandom } from './seeded-random.ts';
import { SECONDS_PER_DERIVATION as SECONDS } from './solving.ts';
import { toMarkdown, type Table } from './table.ts';
import {
  attackTable,
  crowdTable,
  notesOf,
  seatsTable,
  slopeTable,
  verdictTable,
} from './tables.ts';
import { judge } from './targets.ts';

export interface Report {
  seed: string;
  results: Results;
  solves: RealSolves;
  random: SeededRandom;
}

/** Every table, in the order of the document. */
export function tablesOf({ results, random }: Report) {
  return {
    targets: verdictTable(judge(results, SCENARIOS)),
    attacks: attackTable(results, SCENARIOS),
    slope: slopeTable(results),
    crowds: crowdTable(results, SCENARIOS),
    seats: seatsTable(results),
    curves: curveTable(random.fork('curves')),
    limits: crowdLimitTable(random.fork('limits')),
  };
}

const section = (table: Table) => `### ${table.title}\n\n${toMarkdown(table)}`;
const percentDenied = ({ people, denied }: { people: number; denied: number }) =>
  `${Math.round((100 * denied) / people)} %`;
const ms = (seconds: number) => `${Math.round(seconds * 1000)} ms`;

/** docs/simulation.md. The same seed gives the same text, to the byte. */
export function writeReport(report: Report): string {
  const { results, solves } = report;
  const tables = tablesOf(report);
  const patient = results.attack('A5, patient');
  const spread = results.attack('A8');
  const h2 = results.crowd('H2, one seat');
  return `# Who gets how much: the simulation

\`npm run simulate\` runs attackers and honest crowds against the real gateway and a real SQLite file, on a virtual clock, and writes this page (seed \`${report.seed}\`; \`-- --seed other\` prints another run and leaves the page alone).

![Extra discoveries per CPU-second against false denials, and the price of one more discovery](simulation.svg)

**In one paragraph.** One browser on one address gets its ten and no more, however it asks. Forging a browser costs ${FLOOR_SECONDS} s of a core for each of the first 38 visitors of an address, then 32 times more at each doubling, and ends at ${CEILING_SECONDS} s. Renting networks is what stays cheap: ${spread.visitors.toLocaleString('en-US')} networks get ${(spread.extra + 10).toLocaleString('en-US')} discoveries for ${Math.round(spread.cpuSeconds)} CPU-seconds. Honest crowds of different browsers notice nothing; crowds of *identical* ones need \`PLAYGROUND_SEATS\`.

## How to read it

- **Extra** discoveries are those beyond the ten of one honest visitor.
- **CPU-seconds** are the attacker's: one native scrypt derivation is ${ms(SECONDS.attacker)} of a core, one HTTPS request 1 ms. A visitor's laptop needs ${ms(SECONDS.laptop)} for one in the widget's WebAssembly, a phone four times as long, ${ms(SECONDS.phone)}. \`npm run simulate -- --calibrate\` measures the first two on your machine. More cores make an attack quicker, not cheaper.
- **Denied**: an honest person who was refused anything before having run ten discoveries. Everybody here wants all ten, which is stricter than life.
- **Wait**: from asking to having a key, including repeated puzzles. Half of all puzzles take longer than their mean and none more than twice as long.
- **Real**: routes, gateway, ledger, database, signatures, single use, throttles. **Doubled**: the discovery engine, and solving itself, which is charged from the numbers above. ${solves.solved} puzzles were solved with scrypt itself, half of them as the widget does it: ${solves.derivations} derivations, ${solves.accepted} accepted.
- **Baselines** exist only in the simulation. *One fixed price* is ${FIXED_PRICE_DERIVATIONS} derivations, the dearest that phones still wait less than ten seconds for.

## Results

${section(tables.targets)}

${section(tables.attacks)}

“At” is CPU-seconds per extra discovery.

${notesOf(results, SCENARIOS)
  .map((note) => `- ${note}`)
  .join('\n')}

${section(tables.slope)}

${section(tables.crowds)}

${section(tables.seats)}

## What cannot both be had

**A second identical phone, or the first one again?** Behind one address, without a cookie, a private window and a colleague's identical phone send the same bytes. One seat (the default) makes A3 zero and lets people who look alike share ten: of H2's ${h2.people} phones, ${h2.denied} do not get ten of their own. 64 seats deny nobody and sell that loop 63 more visitors at the price of new ones. Operators whose readers sit in offices of one install image, or come by phone, want more seats: 16 leave ${percentDenied(results.crowd('H2 at 16'))} of H2's phones without, and sell 15 visitors more.

**A dear hundredth visitor, or a patient crowd?** Half a CPU-second per discovery at the hundredth visitor is five seconds of an attacker's native core; the same work takes three times as long in a laptop's browser and twelve times on a phone. So the hundredth honest person of an address waits at least a quarter of a minute on a laptop and a minute on a phone, whatever the curve. What a curve can choose is how flat it stays before that:

${section(tables.curves)}

H2 and A10 here are 201 draws of the crowd by the curve alone. The square of the first proposal misses both by far, with a ceiling at twice the crowd: but a crowd of phones behind one address waits minutes long before that. The fifth power is the lowest that keeps both below ten seconds in nine draws of ten.

**Tripling from the first visitor on** cannot be had with a floor: two visitors of a household cost the same. It begins with the 25th. The price meant is that of the next visitor; the average of all so far lags behind and is in the table above.

**Collecting puzzles while they are cheap** gains at most a fifth, since a paid price holds only while the current one is at most 1.2 times as high. The rest is asked for in a second puzzle. Crowds of one to ten people a second behind one address meet it, most of them once; an office within the hour, or a workshop of 60 within a minute, hardly does. Holding places in that line (A5, places) did not pay; other ways to do it pay at least half of the price in turn (test/playground/collected-challenges.test.ts).

${section(tables.limits)}

## Honest limits

- **The floor is linear in networks** (A7, A8): n networks get n × 10 discoveries at about ${(spread.cpuSeconds / spread.extra).toFixed(3)} CPU-seconds each. One fixed price would make that seven times dearer, and every honest newcomer on a phone wait five seconds. Against that stand the global brake (up to four times the floor, past half of the day's budget of new visitors) and the daily budgets, \`PLAYGROUND_DAILY_VISITORS\` and \`PLAYGROUND_DAILY_DISCOVERIES\`.
- **Patience is cheap** (A5, patient): counts halve in a day, so one address may bring ${patientPerDay()} new visitors a day for ever at the floor. 20 a day for 30 days were ${patient.extra.toLocaleString('en-US')} extra discoveries for ${Math.round(patient.cpuSeconds)} CPU-seconds. An honest address needs the same patience of us: a crowd that comes every day pays for the days before.
- **Prefixes end at /24 and /48.** Whoever holds an IPv6 /32 has 65,536 /48s; only the brake and the daily budgets see that.
- **WebAssembly is three times slower than native code**, and an attacker may have better code (SIMD) or better hardware than the table says. Every number in CPU-seconds shrinks by that factor. A widget that solves on several cores would shorten honest waits by as much, at no gain to attackers.
- **Near the ceiling a phone cannot finish** in the four minutes that the widget tries (${Math.floor(240 / SECONDS.phone).toLocaleString('en-US')} derivations; the ceiling's puzzle takes up to 7,200). From about the 110th visitor of an address on a phone may have to try again, and far past it in vain.
- **A flood of requests for challenges** costs the server a derivation each: 300 a minute for one address, 600 for its /24, and past 64 waiting ones 503. It gains nothing (A12), but from many networks it can delay new visitors; returning ones need no challenge.
- **Suspicion was not needed for any target.** It raises the price of never-seen fingerprints past 80 in one network, and of headers that contradict the components. Forgers who copy real browsers (A5, harvested) avoid it, so the targets are judged without it.
- Fingerprints here differ or agree as the scenario says. How many real browsers collide is not simulated.
`;
}
