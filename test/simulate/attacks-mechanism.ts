import { Attacker, spend } from './attacker.ts';
import { Gateway } from './gateway.ts';
import { officeLaptop, unlikeAnyOther } from './prints.ts';
import { resultOf, type AttackScenario, type Run } from './scenario.ts';
import type { Caller } from './strategy.ts';
import { Timeline } from './timeline.ts';

const ADDRESS = '198.51.100.7';
const HONEST_DISCOVERIES = 10;

/** One proof, used as often and as widely as it goes, with a seat free for everybody who tries. */
async function runReplay({ random }: Run) {
  const timeline = new Timeline();
  const gateway = await Gateway.open({ timeline, random, seats: 64 });
  try {
    const print = officeLaptop();
    const caller: Caller = { address: ADDRESS, print, cookie: null };
    const first = await gateway.ask(caller, null);
    if (first.kind !== 'puzzle') throw new Error('A new visitor was not asked for a proof.');
    const { proof } = first.puzzle;
    const elsewhere = { ...caller, address: '203.0.113.9' };
    const attempts: Caller[] = [
      elsewhere,
      { ...caller, print: unlikeAnyOther(random) },
      ...Array.from({ length: 20 }, () => caller),
    ];
    const answers = await Promise.all(attempts.map((each) => gateway.ask(each, proof)));
    timeline.advance(360);
    answers.push(await gateway.ask(caller, proof), await gateway.ask(elsewhere, proof));
    let discoveries = 0;
    for (const answer of answers) if (answer.kind === 'key') discoveries += await spend(answer.key);
    const held = answers.filter(({ kind }) => kind === 'key').length;
    return {
      extra: discoveries - HONEST_DISCOVERIES,
      cpuSeconds: 0,
      visitors: held,
      refusedBy: null,
      prices: [],
      after: [],
      note: `${held} of ${answers.length} uses of one proof held`,
    };
  } finally {
    await gateway.close();
  }
}

const SPELLINGS = [
  '198.51.100.7',
  '::ffff:198.51.100.7',
  '::FFFF:198.51.100.7',
  '::ffff:c633:6407',
  '0:0:0:0:0:ffff:198.51.100.7',
  '0000:0000:0000:0000:0000:ffff:c633:6407',
];
const CLAIMS = [
  '203.0.113.1',
  '203.0.113.2, 203.0.113.3',
  '010.1.1.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  'unknown',
  '_hidden',
  '[2001:db8::1]:443',
  '203.0.113.4:80',
  "'; DROP TABLE visitor; --",
  '::1',
  '127.0.0.1',
  ',,,',
  '1.1.1.1,'.repeat(500),
];

/** One browser that says it is somewhere else, with and without a proxy that is trusted. */
async function runSpoof({ random }: Run) {
  let extra = 0;
  let asked = 0;
  for (const trusted of ['', '127.0.0.1']) {
    const timeline = new Timeline();
    const environment = { TRUSTED_PROXIES: trusted };
    const gateway = await Gateway.open({ timeline, random, environment });
    try {
      const attacker = new Attacker(gateway, timeline);
      // Behind a proxy the client writes what it likes, and the proxy adds where it came from.
      const claims = trusted === '' ? CLAIMS : CLAIMS.map((claim) => `${claim}, ${ADDRESS}`);
      const forwarded = [...(trusted === '' ? [] : SPELLINGS), ...claims];
      for (const claim of forwarded) {
        const headers: Record<string, string> = { 'x-forwarded-for': claim };
        if (trusted === '')
          Object.assign(headers, { 'x-real-ip': claim, forwarded: `for=${claim}` });
        const address = trusted === '' ? ADDRESS : '127.0.0.1';
        await attacker.attempt({ address, print: officeLaptop(), cookie: null, headers });
      }
      if (trusted === '') {
        for (const address of SPELLINGS) {
          await attacker.attempt({ address, print: officeLaptop(), cookie: null });
        }
      }
      extra += attacker.extra;
      asked += attacker.attempts;
    } finally {
      await gateway.close();
    }
  }
  const note = `${asked} spellings and claims, with and without a trusted proxy`;
  return { extra, cpuSeconds: 0, visitors: 2, refusedBy: null, prices: [], after: [], note };
}

/** Everybody that a service ever saw, pushed out of its memory by a crowd of made-up networks? */
async function runSpray({ random, sizes }: Run) {
  const timeline = new Timeline();
  const gateway = await Gateway.open({ timeline, random });
  try {
    const spent: Caller = { address: '203.0.113.9', print: officeLaptop(), cookie: null };
    const attacker = new Attacker(gateway, timeline);
    await attacker.attempt(spent);
    const forged = () => ({ address: ADDRESS, print: unlikeAnyOther(random), cookie: null });
    const buyer = new Attacker(gateway, timeline);
    for (let nth = 0; nth < 60; nth += 1) await buyer.attempt(forged());
    const priceBefore = buyer.prices.at(-1) ?? 0;

    timeline.advance(60);
    const before = gateway.solutions.derivations;
    for (let nth = 0; nth < 1_000; nth += 1) await gateway.ask(forged(), null);
    const derivations = gateway.solutions.derivations - before;
    for (let nth = 0; nth < sizes.prefixes; nth += 1) {
      await gateway.postKeys({}, `${11 + (nth >> 16)}.${(nth >> 8) & 255}.${nth & 255}.1`);
    }
    const slipped = (await gateway.ask(forged(), null)).kind === 'wait' ? 0 : 1;

    timeline.advance(60);
    await attacker.attempt(spent);
    await buyer.attempt(forged());
    const isCheaper = (buyer.prices.at(-1) ?? 0) < 0.99 * priceBefore;
    return {
      ...resultOf(attacker),
      extra: attacker.extra + HONEST_DISCOVERIES * (slipped + (isCheaper ? 1 : 0)),
      note: `${sizes.prefixes} prefixes sprayed: throttle, price and ledger stayed; a flood of 1,000 challenge requests cost the server ${derivations} derivations`,
    };
  } finally {
    await gateway.close();
  }
}

const mechanism = (id: string, title: string, run: AttackScenario['run']): AttackScenario => ({
  kind: 'attack',
  id,
  title,
  extraMax: 0,
  isCompared: false,
  run,
});

/** Attacks on how the service counts, rather than on what it counts. */
export const MECHANISM: readonly AttackScenario[] = [
  mechanism('A9', 'challenge replay, concurrent submit, another network', runReplay),
  mechanism('A11', 'X-Forwarded-For spoofing, IPv4-mapped and odd spellings', runSpoof),
  mechanism('A12', '100,000 prefixes sprayed, challenge flood', runSpray),
];
