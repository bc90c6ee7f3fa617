import { writeFileSync } from 'node:fs';
import { createEngine } from '../../../server/discovery/discover.ts';
import { systemClock } from '../../../server/time/clock.ts';
import { APPLICATIONS, here, readTruth } from './applications.ts';
import { ENGINE_OPTIONS, followRun, toFound } from './discover-once.ts';
import { listRules, type Rule } from './rules.ts';
import { renderRules, type Figures, type Measured } from './rules-report.ts';
import { score } from './score.ts';
import { givingRules, leaveOut } from './without.ts';

/**
 * Measures what each rule is worth, all in one process: `node --import ./without.ts measure-rules.ts PART NAME…`, where
 * PART is a part of a rule's name, or `all`, which also writes docs/discovery-rules.md. Asks as fast as the
 * applications answer and has two minutes for each, so that a busy machine changes no figure.
 */
const [part = 'all', ...chosen] = process.argv.slice(2);
const names = Object.keys(APPLICATIONS).filter(
  (name) => chosen.length === 0 || chosen.includes(name),
);
const asFastAsItAnswers = { perSecondPerHost: 1000, perDayPerHost: 10_000_000 };
const engine = createEngine({ ...ENGINE_OPTIONS, clock: systemClock, limits: asFastAsItAnswers });

async function measure(name: string): Promise<Figures | null> {
  const run = await followRun(engine, APPLICATIONS[name] ?? '', 120_000).catch(() => null);
  if (run === null) return null;
  const { recall, methodRecall, precision } = score(readTruth(name), run.findings.map(toFound));
  return { recall, methodRecall, precision };
}

/** Where an application loses as much as this, nothing works without the rule: the others are not measured. */
const LOSS_MAX = 0.3;

/** A rule that gave nothing on an application is worth nothing there: it is not measured. */
async function measureWithout(rule: Rule): Promise<Measured> {
  leaveOut(rule);
  const without: Measured['without'] = {};
  for (const name of names.filter((each) => giving.get(each)?.has(rule.name))) {
    without[name] = await measure(name);
    const loss = (whole[name]?.recall ?? 0) - (without[name]?.recall ?? 0);
    if (loss > LOSS_MAX) break;
  }
  return { rule, without };
}

const whole: Record<string, Figures | null> = {};
const giving = new Map<string, ReadonlySet<string>>();
for (const name of names) {
  leaveOut(null);
  whole[name] = await measure(name);
  giving.set(name, givingRules());
}
const measured: Measured[] = [];
for (const rule of listRules().filter((each) => part === 'all' || each.name.includes(part))) {
  measured.push(await measureWithout(rule));
  console.log(measured.length, rule.name);
}
const page = renderRules(names, whole, measured);
if (part === 'all') writeFileSync(here('../../../docs/discovery-rules.md'), page);
else console.log(page);
await engine.close();
