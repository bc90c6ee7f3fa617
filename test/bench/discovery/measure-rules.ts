import { createEngine } from '../../../server/discovery/discover.ts';
import { systemClock } from '../../../server/time/clock.ts';
import { APPLICATIONS, readTruth } from './applications.ts';
import { ENGINE_OPTIONS, followRun, toFound } from './discover-once.ts';
import { isNothing, lossOf, openRuleStore, type Figures, type Loss } from './rule-figures.ts';
import { listRules, type Rule } from './rules.ts';
import { writeRulesPage } from './rules-report.ts';
import { score } from './score.ts';
import { givingRules, leaveOut } from './without.ts';

/**
 * Measures what each rule is worth, all in one process: `node --import ./without.ts measure-rules.ts PART…`, where each
 * PART is a part of a rule's name, or `all`, or `new` for those that were not measured yet. Then writes
 * docs/discovery-rules.md. Asks as fast as the applications answer and has two minutes for each discovery.
 */
const parts = process.argv.slice(2);
const names = Object.keys(APPLICATIONS);
const asFastAsItAnswers = { perSecondPerHost: 1000, perDayPerHost: 10_000_000 };
const engine = createEngine({ ...ENGINE_OPTIONS, clock: systemClock, limits: asFastAsItAnswers });
const store = openRuleStore();

/** Where an application loses as many points of recall, nothing works without the rule: the others are not measured. */
const LOSS_MAX = 30;

async function measure(name: string): Promise<Figures | null> {
  const run = await followRun(engine, APPLICATIONS[name] ?? '', 120_000).catch(() => null);
  if (run === null) return null;
  return score(readTruth(name), run.findings.map(toFound));
}

/** The loss beside a discovery with all rules just before: on a busy machine both are as slow. */
async function measurePair(rule: Rule, name: string): Promise<Loss | null> {
  leaveOut(null);
  const whole = await measure(name);
  leaveOut(rule);
  const without = await measure(name);
  return whole && without && lossOf(whole, without);
}

/** A difference that the second measurement does not show was one of time, and counts as none. */
async function lossWithout(rule: Rule, name: string, whole: Figures): Promise<Loss | null> {
  leaveOut(rule);
  const figures = await measure(name);
  const first = figures && lossOf(whole, figures);
  if (isNothing(first) || (first?.[0] ?? 0) > LOSS_MAX) return first;
  const second = await measurePair(rule, name);
  return String(first) === String(second) ? first : measurePair(rule, name);
}

const isChosen = (rule: Rule): boolean =>
  parts.some(
    (part) =>
      part === 'all' ||
      rule.name.includes(part) ||
      (part === 'new' && store.of(rule).losses === undefined),
  );

const whole: Record<string, Figures> = {};
const giving = new Map<string, ReadonlySet<string>>();
for (const name of names) {
  leaveOut(null);
  const figures = await measure(name);
  if (figures === null)
    throw new Error(`The discovery of ${name} with all rules did not complete.`);
  whole[name] = figures;
  giving.set(name, givingRules());
}
const chosen = listRules().filter(isChosen);
for (const [index, rule] of chosen.entries()) {
  const losses: Record<string, Loss | null> = {};
  // A rule that gave nothing on an application is worth nothing there: it is not measured.
  for (const name of names.filter((each) => giving.get(each)?.has(rule.name))) {
    losses[name] = await lossWithout(
      rule,
      name,
      whole[name] ?? { recall: 0, methodRecall: 0, precision: 0 },
    );
    if ((losses[name]?.[0] ?? 0) > LOSS_MAX) break;
  }
  store.add(rule, { losses });
  console.log(`${index + 1} of ${chosen.length}: ${rule.name} ${JSON.stringify(losses)}`);
}
writeRulesPage(store);
await engine.close();
