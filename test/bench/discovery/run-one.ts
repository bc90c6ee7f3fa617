import { discoverOnce, toFound } from './discover-once.ts';

/**
 * One discovery in a process of its own, for runs with a rule left out: prints what was found as JSON. Asks as fast
 * as the site answers and has two minutes, so that a busy machine changes no figure.
 */
const [url = ''] = process.argv.slice(2);
const asFastAsItAnswers = { perSecondPerHost: 1000, perDayPerHost: 100_000 };
const { findings } = await discoverOnce(url, 120_000, asFastAsItAnswers);
process.stdout.write(JSON.stringify(findings.map(toFound)));
