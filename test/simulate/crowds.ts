import { Attacker } from './attacker.ts';
import { letArrive, type CrowdResult, type Person } from './crowd.ts';
import { officeLaptop, phone, phoneModel, unlikeAnyOther } from './prints.ts';
import type { CrowdScenario, Run } from './scenario.ts';
import type { Key, Service } from './strategy.ts';
import { Timeline } from './timeline.ts';

const HOUR_MS = 3_600_000;
const OFFICE = '203.0.113.50';

interface Crowd {
  seats?: number;
  people: (run: Run) => Person[];
  before?: (service: Service, timeline: Timeline, run: Run) => Promise<void>;
}

async function runCrowd(run: Run, crowd: Crowd): Promise<CrowdResult> {
  const timeline = new Timeline();
  const { random } = run;
  const service = await run.strategy.open({ timeline, random, seats: crowd.seats ?? 1 });
  try {
    await crowd.before?.(service, timeline, run);
    return await letArrive(service, timeline, crowd.people(run));
  } finally {
    await service.close();
  }
}

const many = <T>(count: number, make: (nth: number) => T): T[] =>
  Array.from({ length: Math.max(2, Math.round(count)) }, (_, nth) => make(nth));

/** 60 identical laptops within an hour. */
const office = ({ random, sizes }: Run): Person[] =>
  many(60 * sizes.crowd, () => ({
    arrivesInMs: random.unit() * HOUR_MS,
    caller: { address: OFFICE, print: officeLaptop(), cookie: null },
    core: 'laptop' as const,
  }));

/** 300 phones of 40 models behind four addresses of one carrier within a day. */
const carrier = ({ random, sizes }: Run): Person[] =>
  many(300 * sizes.crowd, (nth) => ({
    arrivesInMs: random.unit() * 24 * HOUR_MS,
    caller: {
      address: `203.0.113.${100 + (nth % 4)}`,
      print: phone(phoneModel(random, 40)),
      cookie: null,
    },
    core: 'phone' as const,
  }));

/** 30 people of the office, each with a laptop of its own, within an hour. */
const poisonedOffice = ({ random, sizes }: Run): Person[] =>
  many(30 * sizes.crowd, () => ({
    arrivesInMs: random.unit() * HOUR_MS,
    caller: { address: OFFICE, print: unlikeAnyOther(random), cookie: null },
    core: 'laptop' as const,
  }));

async function buyFifty(service: Service, timeline: Timeline, { random }: Run): Promise<void> {
  const attacker = new Attacker(service, timeline);
  for (let nth = 0; nth < 50; nth += 1) {
    await attacker.attempt({ address: OFFICE, print: unlikeAnyOther(random), cookie: null });
  }
}

/** Two discoveries from each of five networks; a key that is refused is replaced by the cookie, as the widget does. */
const travellers = ({ random, sizes }: Run): Person[] =>
  many(40 * sizes.crowd, (nth) => {
    const home = `2001:db8:${nth.toString(16)}:1`;
    const print = unlikeAnyOther(random);
    const networks = [
      `${home}::${random.integer(9_999)}`,
      `${home}:aaaa::${random.integer(9_999)}`,
      `198.18.${nth}.1`,
      `198.19.${nth}.1`,
      `203.0.113.200`,
    ];
    return {
      arrivesInMs: random.unit() * 24 * HOUR_MS,
      caller: { address: networks[0] ?? '', print, cookie: null },
      core: 'laptop' as const,
      async then(first, visit) {
        const { cookie } = first;
        let key: Key | null = first;
        for (const address of [...networks, ...networks]) {
          if (await key.discover(address)) continue;
          key = await visit({ address, print, cookie });
          if (!key || !(await key.discover(address))) return false;
        }
        return true;
      },
    };
  });

/** Five discoveries in an embed, five on the page: no cookie crosses over, or none is kept at all. */
const framed = ({ random, sizes }: Run): Person[] =>
  many(40 * sizes.crowd, (nth) => {
    const caller = { address: `198.18.${nth}.1`, print: unlikeAnyOther(random), cookie: null };
    return {
      arrivesInMs: random.unit() * 24 * HOUR_MS,
      caller,
      core: 'laptop' as const,
      async then(first, visit) {
        for (let run = 0; run < 5; run += 1) if (!(await first.discover())) return false;
        const second = await visit(caller);
        if (!second) return false;
        for (let run = 0; run < 5; run += 1) if (!(await second.discover())) return false;
        return true;
      },
    };
  });

/** The browser is updated halfway; the cookie stays, the components and the library version do not. */
const updated = ({ random, sizes }: Run): Person[] =>
  many(40 * sizes.crowd, (nth) => {
    const address = `198.18.${nth}.1`;
    return {
      arrivesInMs: random.unit() * 24 * HOUR_MS,
      caller: { address, print: unlikeAnyOther(random), cookie: null },
      core: 'laptop' as const,
      async then(first, visit) {
        for (let run = 0; run < 5; run += 1) if (!(await first.discover())) return false;
        const print = { ...unlikeAnyOther(random), version: '5.3.0' };
        const second = await visit({ address, print, cookie: first.cookie });
        if (!second) return false;
        for (let run = 0; run < 5; run += 1) if (!(await second.discover())) return false;
        return true;
      },
    };
  });

const crowd = (id: string, title: string, how: Crowd, isShared = false): CrowdScenario => ({
  kind: 'crowd',
  id,
  title,
  isShared,
  isCompared: true,
  run: (run) => runCrowd(run, how),
});

/** Honest people, who must notice as little as possible. */
export const CROWDS: readonly CrowdScenario[] = [
  crowd('A10', '30 people of an office where an attacker bought 50 visitors', {
    before: buyFifty,
    people: poisonedOffice,
  }),
  crowd('H1', '60 identical laptops, one address, an hour; 64 seats', {
    seats: 64,
    people: office,
  }),
  crowd('H1, one seat', 'the same with one seat', { people: office }, true),
  crowd('H2', '300 phones, 40 models, 4 carrier addresses, a day; 64 seats', {
    seats: 64,
    people: carrier,
  }),
  crowd('H2, one seat', 'the same with one seat', { people: carrier }, true),
  crowd('H3', 'Wi-Fi, mobile, VPN and IPv6 temporary addresses, with the cookie', {
    people: travellers,
  }),
  crowd('H4', 'embed and page, cookies partitioned or blocked', { people: framed }),
  crowd('H5', 'browser and library updated halfway', { people: updated }),
];
