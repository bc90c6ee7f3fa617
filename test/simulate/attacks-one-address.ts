import { Attacker } from './attacker.ts';
import { officeLaptop, phone, sameWithRandomIds, unlikeAnyOther } from './prints.ts';
import { resultOf, type AttackResult, type AttackScenario, type Run } from './scenario.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Caller } from './strategy.ts';
import { Timeline } from './timeline.ts';

const ATTACKER_ADDRESS = '198.51.100.7';
const DAY_SECONDS = 24 * 3_600;

interface Attack {
  seats?: number;
  attempts: (run: Run) => number;
  /** The nth caller that the attacker pretends to be. */
  caller: (nth: number, random: SeededRandom, cookie: string | null) => Caller;
  /** Whom the service has seen before, elsewhere. */
  before?: (nth: number) => Caller;
  pauseSeconds?: number;
  /** Whether it collects challenges before it solves them. */
  isHoarding?: boolean;
  /** Where it holds places in the line, and how many others it lets past before it uses them. */
  hoard?: { places: number; past: number };
}

async function runAttack(run: Run, attack: Attack): Promise<AttackResult> {
  const timeline = new Timeline();
  const random = run.random;
  const seats = attack.seats ?? 1;
  const service = await run.strategy.open({ timeline, random, seats });
  try {
    const attempts = attack.attempts(run);
    if (attack.before) {
      const others = new Attacker(service, timeline);
      for (let nth = 0; nth < 200; nth += 1) await others.attempt(attack.before(nth));
      timeline.advance(30 * DAY_SECONDS);
    }
    const attacker = new Attacker(service, timeline, { meetsItsOwn: seats > 1 });
    let nth = 0;
    const next = () => attack.caller(nth++, random, attacker.cookie);
    let isServed = true;
    const several = (count: number) => Array.from({ length: count }, next);
    if (attack.hoard) {
      const { places, past } = attack.hoard;
      isServed = await attacker.attemptTogether(several(places), several(past));
    }
    while (isServed && nth < attempts) {
      timeline.advance(attack.pauseSeconds ?? 0);
      const together = Math.min(attempts - nth, Math.max(10, Math.ceil(attacker.visitors / 10)));
      isServed = attack.isHoarding
        ? await attacker.attemptTogether(several(together))
        : await attacker.attempt(next());
    }
    return resultOf(attacker);
  } finally {
    await service.close();
  }
}

const known = { address: ATTACKER_ADDRESS, print: officeLaptop('one laptop'), cookie: null };
const forged = (random: SeededRandom): Caller => ({ ...known, print: unlikeAnyOther(random) });

const attack = (
  id: string,
  title: string,
  extraMax: number | undefined,
  how: Attack,
): AttackScenario => ({
  kind: 'attack',
  id,
  title,
  isCompared: true,
  ...(extraMax === undefined ? {} : { extraMax }),
  run: (run) => runAttack(run, how),
});

/** Attacks that need one address, or one cookie. */
export const ONE_ADDRESS: readonly AttackScenario[] = [
  attack('A2', 're-mint and rotate with one cookie, on any network', 0, {
    attempts: ({ sizes }) => sizes.attempts / 5,
    caller: (nth, random, cookie) => ({
      address: `198.51.${nth % 200}.7`,
      print: nth % 2 === 0 ? known.print : unlikeAnyOther(random),
      cookie,
    }),
  }),
  attack('A3', 'private-window loop, same browser and address', 0, {
    attempts: ({ sizes }) => sizes.attempts,
    caller: () => known,
  }),
  attack('A3, 64 seats', 'the same where the operator allows 64 visitors per pair', undefined, {
    seats: 64,
    attempts: ({ sizes }) => sizes.attempts,
    caller: () => known,
  }),
  attack('A4', 'random visitor IDs, cookies and unstable components', 0, {
    attempts: ({ sizes }) => sizes.attempts,
    caller: (_nth, random) => ({
      address: ATTACKER_ADDRESS,
      print: sameWithRandomIds(random),
      cookie: `kloakd-device=${random.bytes(16).toString('hex')}`,
      headers: { 'x-visitor-id': random.uuid() },
    }),
  }),
  attack('A5', 'plausible forged components, one address', undefined, {
    attempts: ({ sizes }) => sizes.attempts,
    caller: (_nth, random) => forged(random),
  }),
  attack('A5, hoarding', 'the same, collecting challenges before the price rises', undefined, {
    attempts: ({ sizes }) => sizes.attempts,
    isHoarding: true,
    caller: (_nth, random) => forged(random),
  }),
  attack('A5, places', 'the same, holding 65 places in the line while 25 go past', undefined, {
    attempts: ({ sizes }) => Math.min(100, sizes.attempts),
    hoard: { places: 65, past: 25 },
    caller: (_nth, random) => forged(random),
  }),
  attack('A5, harvested', 'components of real browsers seen before, one address', undefined, {
    attempts: ({ sizes }) => Math.min(200, sizes.attempts),
    before: (nth) => ({ address: `203.${nth}.1.1`, print: phone(nth), cookie: null }),
    caller: (nth) => ({ ...known, print: phone(nth) }),
  }),
  attack('A5, patient', 'forged, 20 a day from one address for 30 days', undefined, {
    attempts: ({ sizes }) => 20 * sizes.days,
    pauseSeconds: DAY_SECONDS / 20,
    caller: (_nth, random) => forged(random),
  }),
];
