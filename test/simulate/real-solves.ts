import { scryptSync } from 'node:crypto';
import { solveChallenge, type DeriveKeyFunction } from 'altcha-lib';
import { deriveKey as native } from 'altcha-lib/algorithms/scrypt';
import { scrypt as webAssembly } from 'hash-wasm';
import { SCRYPT } from '../../server/playground/price.ts';
import type { Challenge } from '../../shared/playground.ts';
import { Attacker } from './attacker.ts';
import { Gateway } from './gateway.ts';
import { unlikeAnyOther } from './prints.ts';
import type { SeededRandom } from './seeded-random.ts';
import { Timeline } from './timeline.ts';

export interface RealSolves {
  solved: number;
  derivations: number;
  accepted: number;
}

/** As the widget derives: the same keys, by other code. */
const inBrowser: DeriveKeyFunction = async (parameters, salt, password) => ({
  derivedKey: await webAssembly({
    password,
    salt,
    costFactor: parameters.cost,
    blockSize: parameters.memoryCost ?? SCRYPT.r,
    parallelism: parameters.parallelism ?? SCRYPT.p,
    hashLength: parameters.keyLength,
    outputType: 'binary',
  }),
});

/**
 * Solves challenges of the service with scrypt itself, natively and as the widget does, at the floor and
 * where the price has begun to rise: so that what is otherwise only charged for is seen to be done.
 */
export async function solveForReal(random: SeededRandom): Promise<RealSolves> {
  const timeline = new Timeline();
  const gateway = await Gateway.open({ timeline, random });
  const file = gateway.file;
  const result: RealSolves = { solved: 0, derivations: 0, accepted: 0 };
  const real = await Gateway.open({
    timeline,
    random: random.fork('real'),
    file,
    deriveKey: native,
  });
  const forged = () => ({ address: '198.51.100.7', print: unlikeAnyOther(random), cookie: null });
  try {
    const buyer = new Attacker(gateway, timeline);
    for (const neighbours of [0, 55]) {
      while (buyer.visitors < neighbours) await buyer.attempt(forged());
      for (const deriveKey of [native, inBrowser]) {
        const caller = forged();
        const fingerprint = caller.print;
        const asked = await real.postKeys({ fingerprint }, caller.address);
        const { challenge } = asked.json<{ challenge: Challenge }>();
        const solution = await solveChallenge({ challenge, deriveKey });
        if (!solution) throw new Error('A real challenge was not solved.');
        const proof = { challenge, solution };
        const answer = await real.postKeys({ fingerprint, proof }, caller.address);
        result.solved += 1;
        result.derivations += solution.counter + 1;
        result.accepted += answer.statusCode === 201 ? 1 : 0;
      }
    }
    return result;
  } finally {
    await real.close();
    await gateway.close();
  }
}

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Seconds of this machine's core per derivation, natively and in WebAssembly; the best of several rounds. */
export async function calibrate(): Promise<{ native: number; webAssembly: number }> {
  const salt = Buffer.alloc(16, 1);
  const best = { native: Infinity, webAssembly: Infinity };
  const options = { N: SCRYPT.N, r: SCRYPT.r, p: SCRYPT.p, maxmem: 64 * 1024 * 1024 };
  const parameters = { cost: SCRYPT.N, memoryCost: SCRYPT.r, parallelism: SCRYPT.p, keyLength: 32 };
  const rest = { algorithm: 'SCRYPT', nonce: '', salt: '', keyPrefix: '' };
  for (let round = 0; round < 8; round += 1) {
    let startedAt = cpuSeconds();
    for (let nth = 0; nth < 10; nth += 1) scryptSync(`${round} ${nth}`, salt, 32, options);
    best.native = Math.min(best.native, (cpuSeconds() - startedAt) / 10);
    startedAt = cpuSeconds();
    for (let nth = 0; nth < 10; nth += 1) {
      await inBrowser({ ...parameters, ...rest }, salt, Buffer.from(`${round} ${nth}`));
    }
    best.webAssembly = Math.min(best.webAssembly, (cpuSeconds() - startedAt) / 10);
  }
  return best;
}
