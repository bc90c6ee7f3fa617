import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface CommandOptions {
  folder: string;
  environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a command to its end.
 * @returns what it printed
 * @throws Error with what it printed, where it fails
 */
export async function runCommand(
  command: readonly string[],
  { folder, environment }: CommandOptions,
): Promise<string> {
  const [file = '', ...rest] = command;
  const child = spawn(file, rest, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (output += data.toString()));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${output}`);
  return output;
}
