import { parseArgs } from 'node:util';
import { openAccounts } from './accounts/open.ts';
import { replaceSigningKey } from './accounts/tokens/replace-signing-key.ts';
import { systemClock } from './time/clock.ts';
import { ConfigError } from './config/config.ts';
import { readConfig } from './config/read-config.ts';
import { runKeyCommand } from './commands/key.ts';
import { runOrgCommand } from './commands/org.ts';
import { runSiteCommand } from './commands/site.ts';
import { runPepperCommand } from './commands/pepper.ts';
import { runSigningKeyCommand } from './commands/signing-key.ts';
import { systemRandom } from './identifiers/random.ts';
import { serve } from './start/serve.ts';
import { StartError } from './start/start-error.ts';
import { sqliteAdapter } from './storage/sqlite/adapter.ts';

const USAGE =
  'usage: node server/main.ts serve | key create|list|revoke … | org list|show|set|override|plan … | site add|list|remove … | pepper rotate|forget | signing-key replace';

/** The only place that reads the environment and the machine's clock, and that chooses the database. */
async function main(): Promise<void> {
  const [command = 'serve', ...rest] = process.argv.slice(2);
  const config = readConfig(process.env);
  const deps = { clock: systemClock, random: systemRandom, storage: sqliteAdapter };
  switch (command) {
    case 'serve':
      parseArgs({ args: rest, options: {} });
      await serve(config, { ...deps, openAccounts });
      break;
    case 'key':
      await runKeyCommand(rest, config, deps);
      break;
    case 'org':
      await runOrgCommand(rest, config, deps);
      break;
    case 'site':
      await runSiteCommand(rest, config, deps);
      break;
    case 'pepper':
      runPepperCommand(rest, config, deps);
      break;
    case 'signing-key':
      runSigningKeyCommand(rest, config, {
        ...deps,
        replaceSigningKey: (given) => replaceSigningKey({ ...deps, ...given }),
      });
      break;
    default:
      throw new StartError(USAGE);
  }
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof ConfigError || error instanceof StartError;
  // The message of an expected error says how to fix it. Anything else is a bug: its stack is printed.
  process.stderr.write(
    isExpected
      ? `error: ${error.message}\n`
      : `error: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
}
