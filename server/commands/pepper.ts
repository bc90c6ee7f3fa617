import type { Config } from '../config/config.ts';
import { loadPeppers, makePepper, storePeppers } from '../start/peppers.ts';
import { StartError } from '../start/start-error.ts';
import type { StorageAdapter } from '../storage/port.ts';

const USAGE = `usage:
  npm run pepper -- rotate    makes a new pepper for new hashes and keeps the old ones for look-ups
  npm run pepper -- forget    deletes the old peppers: visitors known only under those become new ones`;

/** Every look-up hashes under each pepper, so each additional one makes every look-up slower. */
const PEPPERS_MAX = 4;

/**
 * The operator's command for the secrets behind the keyed hashes. Works beside a running server, which
 * uses the change from its next start on. Never prints a pepper that is in use.
 * @throws StartError with the line that the operator sees
 */
export function runPepperCommand(
  args: string[],
  config: Config,
  deps: { storage: Pick<StorageAdapter, 'explain'> },
): void {
  const [action, ...rest] = args;
  if ((action !== 'rotate' && action !== 'forget') || rest.length > 0) throw new StartError(USAGE);
  if (config.peppers !== null) throw inEnvironment(action);
  let lines: string[];
  try {
    lines = action === 'rotate' ? rotate(config.dataDir) : forget(config.dataDir);
  } catch (error) {
    throw deps.storage.explain(error, config.dataDir);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function rotate(dataDir: string): string[] {
  const peppers = loadPeppers(dataDir, null);
  if (peppers.length >= PEPPERS_MAX) {
    throw new StartError(
      `There are ${peppers.length} peppers already: run \`npm run pepper -- forget\` first, best some months after the last rotation.`,
    );
  }
  storePeppers(dataDir, [makePepper(), ...peppers]);
  return [
    `rotated: ${peppers.length + 1} peppers are in use from the next start of the service on`,
    'Returning visitors are moved to the new one. Delete the old ones with `npm run pepper -- forget`',
    'in 13 months, when everything stored under them has expired, or at once after a leak.',
  ];
}

function forget(dataDir: string): string[] {
  const [current, ...previous] = loadPeppers(dataDir, null);
  if (previous.length > 0) storePeppers(dataDir, [current]);
  return [
    previous.length === 0
      ? 'There is only the current pepper: nothing was deleted.'
      : `deleted ${previous.length}: from the next start on, a visitor who has not come back since the last rotation counts as new`,
  ];
}

const inEnvironment = (action: 'rotate' | 'forget') =>
  new StartError(
    action === 'rotate'
      ? `PEPPER is set in the environment, so rotate it there: set PEPPER=${makePepper()},<its present value> and start the service again.`
      : 'PEPPER is set in the environment, so shorten it there: remove the first comma and everything after it, and start the service again.',
  );
