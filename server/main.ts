import { parseArgs } from 'node:util';
import { systemClock } from './time/clock.ts';
import { ConfigError, readConfig } from './config.ts';
import { runKeyCommand } from './commands/key.ts';
import { runPepperCommand } from './commands/pepper.ts';
import { systemRandom } from './identifiers/random.ts';
import { serve } from './start/serve.ts';
import { StartError } from './storage/sqlite/start-error.ts';

const USAGE = 'usage: node server/main.ts serve | key create|list|revoke … | pepper rotate|forget';

/** The only place that reads the environment and the clock of the machine. */
async function main(): Promise<void> {
  const [command = 'serve', ...rest] = process.argv.slice(2);
  const config = readConfig(process.env);
  switch (command) {
    case 'serve':
      parseArgs({ args: rest, options: {} });
      await serve(config, { clock: systemClock, random: systemRandom });
      break;
    case 'key':
      await runKeyCommand(rest, config, { clock: systemClock, random: systemRandom });
      break;
    case 'pepper':
      runPepperCommand(rest, config);
      break;
    default:
      throw new StartError(USAGE);
  }
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof ConfigError || error instanceof StartError;
  // One line for what an operator can mend; the whole trace for what is a bug.
  process.stderr.write(
    isExpected
      ? `error: ${error.message}\n`
      : `error: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}
