import type { Config } from '../config.ts';
import { loadPeppers, makePepper, storePeppers } from '../start/peppers.ts';
import { explainStart, StartError } from '../storage/sqlite/start-error.ts';

const USAGE = `usage:
  npm run pepper -- rotate    a new pepper for new hashes; what is known under the old ones is still found
  npm run pepper -- forget    drops all peppers but the current one, and with them what only they can find`;

/** Each further one costs every look-up another round. */
const PEPPERS_MAX = 4;

/**
 * The operator's command for the secrets behind the keyed hashes. Works beside a running server, which
 * takes the change up at its next start. Never prints a pepper that is in use.
 * @throws StartError with the line that the operator sees
 */
export function runPepperCommand(args: string[], config: Config): void {
  const [action, ...rest] = args;
  if ((action !== 'rotate' && action !== 'forget') || rest.length > 0) throw new StartError(USAGE);
  if (config.peppers !== null) throw inEnvironment(action);
  let lines: string[];
  try {
    lines = action === 'rotate' ? rotate(config.dataDir) : forget(config.dataDir);
  } catch (error) {
    throw explainStart(error, config.dataDir, '');
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function rotate(dataDir: string): string[] {
  const peppers = loadPeppers(dataDir, null);
  if (peppers.length >= PEPPERS_MAX) {
    throw new StartError(
      `There are ${peppers.length} peppers already: run \`npm run pepper -- forget\` first, best a while after the last rotation.`,
    );
  }
  storePeppers(dataDir, [makePepper(), ...peppers]);
  return [
    `rotated: ${peppers.length + 1} peppers are in use from the next start of the service on`,
    'What visitors are known by moves to the new one as they come back. Drop the old ones with',
    '`npm run pepper -- forget` once their links have expired, 13 months from now, or at once after a leak.',
  ];
}

function forget(dataDir: string): string[] {
  const [current, ...previous] = loadPeppers(dataDir, null);
  if (previous.length > 0) storePeppers(dataDir, [current]);
  return [
    previous.length === 0
      ? 'There is one pepper: nothing to forget.'
      : `forgot ${previous.length}: from the next start on, whoever has not come back since the last rotation is a new visitor`,
  ];
}

const inEnvironment = (action: 'rotate' | 'forget') =>
  new StartError(
    action === 'rotate'
      ? `PEPPER is set in the environment, so it is rotated there: put a new one and a comma in front of it, PEPPER=${makePepper()},<what it is now>, and start the service again.`
      : 'PEPPER is set in the environment: take what stands after the first comma out of it, and start the service again.',
  );
