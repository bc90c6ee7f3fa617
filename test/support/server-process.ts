import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

// Matches to the closing empty line, because a pipe may deliver the first line alone.
const ANNOUNCEMENT = /KLOAKD Playground +(http\S+)\n(?: +Demo shop +(http\S+)\n)?\n/;

export interface ServerProcess {
  url: string;
  demoUrl: string | null;
  dataDir: string;
  process: ChildProcess;
  output(): string;
  /** Ends it with a signal and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts the real service as its own process, on free ports, and waits until it listens. */
export async function startServer(
  environment: Record<string, string> = {},
  dataDir = newDataDir(),
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['server/main.ts', 'serve'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const exited = once(child, 'exit');
  const [, url = '', demoUrl = null] = await Promise.race([
    waitFor(() => ANNOUNCEMENT.exec(output), child),
    exited.then(() => {
      throw new Error(`The server ended: ${output}`);
    }),
  ]);
  return {
    url,
    demoUrl,
    dataDir,
    process: child,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await exited;
    },
  };
}

export const newDataDir = () => mkdtempSync(join(tmpdir(), 'playground-data-'));

export const removeDataDir = (dataDir: string) => rmSync(dataDir, { recursive: true, force: true });

/** Runs a command of the service to its end. */
export async function runCommand(
  args: string[],
  environment: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['server/main.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

async function waitFor<T>(found: () => T | null, child: ChildProcess): Promise<T> {
  for (;;) {
    const value = found();
    if (value !== null) return value;
    if (child.stdout) await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  }
}
