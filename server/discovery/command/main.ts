import { runCommand } from './run-command.ts';

/** `npm run discover -- URL`: the engine alone, without the service around it. */
const cancel = new AbortController();
process.once('SIGINT', () => cancel.abort());
process.exitCode = await runCommand(process.argv.slice(2), {
  clock: { now: () => Date.now() },
  signal: cancel.signal,
  writeResult: (text) => void process.stdout.write(text),
  writeNote: (line) => void process.stderr.write(`${line}\n`),
});
