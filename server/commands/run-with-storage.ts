import type { Config } from '../config/config.ts';
import type { Random } from '../identifiers/random.ts';
import type { Storage, StorageAdapter } from '../storage/port.ts';
import type { Clock } from '../time/clock.ts';

export interface CommandDeps {
  clock: Clock;
  random: Random;
  storage: StorageAdapter;
}

/**
 * Opens the database of the data folder, prints the lines that `act` returns, and closes it. Works beside a running
 * server, which sees what is committed at its next request.
 * @throws StartError with the line that the operator sees
 */
export async function runWithStorage(
  config: Config,
  deps: CommandDeps,
  act: (storage: Storage) => Promise<string[]>,
): Promise<void> {
  let storage: Storage;
  try {
    storage = await deps.storage.open(config.dataDir);
  } catch (error) {
    throw deps.storage.explain(error, config.dataDir);
  }
  try {
    const lines = await act(storage);
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await storage.close();
  }
}
