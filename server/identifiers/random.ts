import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** The source of randomness. It is an argument, so that a simulation can be repeated from a seed. */
export interface Random {
  uuid(): string;
  bytes(length: number): Buffer;
  /** Uniform integer in [0, exclusiveMax). */
  integer(exclusiveMax: number): number;
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (length) => randomBytes(length),
  integer: (exclusiveMax) => randomInt(exclusiveMax),
};
