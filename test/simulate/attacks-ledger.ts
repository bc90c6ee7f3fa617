import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateKeyResponse } from '../../shared/playground.ts';
import { heldScript, ScriptedEngine } from '../support/scripted-engine.ts';
import { Gateway } from './gateway.ts';
import { officeLaptop } from './prints.ts';
import type { AttackScenario, Run } from './scenario.ts';
import { GIVEN_BACK_MAX, INTERRUPTED } from '../../server/skanyr/ending.ts';
import { Timeline } from './timeline.ts';

const ADDRESS = '198.51.100.7';
const LIMIT = 10;
const nothingBought = { cpuSeconds: 0, visitors: 1, refusedBy: null, prices: [], after: [] };

/** Becomes a visitor and returns the key itself. */
async function becomeVisitor(
  gateway: Gateway,
  print = officeLaptop(),
  address = ADDRESS,
): Promise<CreateKeyResponse> {
  const caller = { address, print, cookie: null };
  const first = await gateway.ask(caller, null);
  const proof = first.kind === 'puzzle' ? first.puzzle.proof : null;
  const response = await gateway.postKeys({ fingerprint: print, proof }, address);
  if (response.statusCode !== 201) throw new Error(`No key: ${response.body}`);
  return response.json<CreateKeyResponse>();
}

async function discoverAtOnce(
  gateway: Gateway,
  who: CreateKeyResponse,
  times: number,
  from: string,
) {
  const calls = Array.from({ length: times }, (_, nth) =>
    gateway.discover(who, `https://example.com/${from}/${nth}`, ADDRESS),
  );
  const answers = await Promise.all(calls);
  return answers.filter(({ statusCode }) => statusCode === 200).length;
}

/** 200 calls at once on one key, and 20 more once the short window has opened again. */
async function runParallel({ random }: Run): Promise<number> {
  const timeline = new Timeline();
  const gateway = await Gateway.open({ timeline, random });
  try {
    const who = await becomeVisitor(gateway);
    let done = await discoverAtOnce(gateway, who, 200, 'burst');
    timeline.advance(60);
    done += await discoverAtOnce(gateway, who, 20, 'later');
    return done;
  } finally {
    await gateway.close();
  }
}

/**
 * Pulls the plug while four discoveries are done and six run: copies the database as it lies on disk,
 * with the write-ahead log cut off anywhere in what nobody was told yet, and goes on from the copy.
 */
async function runCrash({ random }: Run): Promise<number[]> {
  const timeline = new Timeline();
  const engine = new ScriptedEngine();
  const gateway = await Gateway.open({ timeline, random, engine });
  const dir = mkdtempSync(join(tmpdir(), 'playground-crash-'));
  try {
    const who = await becomeVisitor(gateway);
    const told = await discoverAtOnce(gateway, who, 4, 'before');
    const wal = `${gateway.file}-wal`;
    const safeBytes = statSync(wal).size;
    const held = heldScript();
    engine.script = held.script;
    const running = discoverAtOnce(gateway, who, 6, 'running');
    while (engine.runs.length < LIMIT) await new Promise(setImmediate);
    const allBytes = statSync(wal).size;
    const totals: number[] = [];
    for (let cut = 0; cut <= 5; cut += 1) {
      const file = join(dir, `${cut}.db`);
      copyFileSync(gateway.file, file);
      copyFileSync(wal, `${file}-wal`);
      const keptBytes = safeBytes + random.integer(allBytes - safeBytes + 1);
      truncateSync(`${file}-wal`, cut === 0 ? allBytes : keptBytes);
      totals.push(told + (await goOnFrom(file, who, { random, timeline })));
    }
    held.release();
    await running;
    return totals;
  } finally {
    await gateway.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function goOnFrom(
  file: string,
  who: CreateKeyResponse,
  setup: { random: Run['random']; timeline: Timeline },
): Promise<number> {
  const gateway = await Gateway.open({ ...setup, file });
  try {
    await gateway.storage.recoverReservations({
      which: 'all',
      failure: INTERRUPTED,
      givenBackMax: GIVEN_BACK_MAX,
      nowMs: setup.timeline.clock.now(),
    });
    return await discoverAtOnce(gateway, who, 30, 'after');
  } finally {
    await gateway.close();
  }
}

/** Attacks on one visitor's ledger. */
export const LEDGER: readonly AttackScenario[] = [
  {
    kind: 'attack',
    id: 'A1',
    title: '200 parallel calls on one key; the plug pulled mid-commit',
    extraMax: 0,
    isCompared: false,
    async run(run) {
      const parallel = await runParallel(run);
      const afterCrash = await runCrash(run);
      return {
        ...nothingBought,
        extra: Math.max(parallel, ...afterCrash) - LIMIT,
        note: `${parallel} of 220 calls ran; after ${afterCrash.length} crashes ${afterCrash.join(', ')} in all`,
      };
    },
  },
];
