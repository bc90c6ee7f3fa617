import { Attacker } from './attacker.ts';
import { officeLaptop, unlikeAnyOther } from './prints.ts';
import { resultOf, type AttackScenario } from './scenario.ts';
import type { SeededRandom } from './seeded-random.ts';
import { Timeline } from './timeline.ts';

/** However far a walk goes, past this it has shown what it shows. */
const WALK_MAX = 4_000;

interface Walk {
  id: string;
  title: string;
  addressOf: (nth: number) => string;
  /** Tries until the ceiling; undefined: one visitor per network. */
  untilCeiling: boolean;
  print?: (random: SeededRandom) => ReturnType<typeof officeLaptop>;
}

const hex = (nth: number) => nth.toString(16);

const WALKS: readonly Walk[] = [
  {
    id: 'A6, /64',
    title: 'walk the /128s of a /64, forged',
    addressOf: (nth) => `2001:db8:5:1::${hex(nth + 1)}`,
    untilCeiling: true,
  },
  {
    id: 'A6, /56',
    title: 'walk the /64s of a /56, forged',
    addressOf: (nth) => `2001:db8:5:1${hex(nth % 256).padStart(2, '0')}::1`,
    untilCeiling: true,
  },
  {
    id: 'A6, /48',
    title: 'walk the /56s of a /48, forged',
    addressOf: (nth) => `2001:db8:5:${hex(nth % 256)}01::1`,
    untilCeiling: true,
  },
  {
    id: 'A6, /24',
    title: 'walk the addresses of an IPv4 /24, forged',
    addressOf: (nth) => `198.51.100.${nth % 256}`,
    untilCeiling: true,
  },
  {
    id: 'A7',
    title: 'one fingerprint over 1,000 networks',
    addressOf: (nth) => `100.${64 + (nth >> 8)}.${nth % 256}.9`,
    untilCeiling: false,
    print: () => officeLaptop('one laptop'),
  },
  {
    id: 'A8',
    title: 'another fingerprint on each of 1,000 networks',
    addressOf: (nth) => `100.${64 + (nth >> 8)}.${nth % 256}.9`,
    untilCeiling: false,
  },
];

/** Attacks that rent networks. */
export const MANY_NETWORKS: readonly AttackScenario[] = WALKS.map((walk) => ({
  kind: 'attack',
  id: walk.id,
  title: walk.title,
  isCompared: true,
  async run({ strategy, random, sizes }) {
    const timeline = new Timeline();
    const service = await strategy.open({ timeline, random });
    try {
      const attacker = new Attacker(service, timeline);
      const print = walk.print ?? unlikeAnyOther;
      const attempts = walk.untilCeiling ? Math.min(WALK_MAX, 4 * sizes.networks) : sizes.networks;
      for (let nth = 0; nth < attempts; nth += 1) {
        const caller = { address: walk.addressOf(nth), print: print(random), cookie: null };
        if (!(await attacker.attempt(caller))) break;
      }
      return resultOf(attacker);
    } finally {
      await service.close();
    }
  },
}));
