/**
 * Writes log lines to standard output. The lines of one turn of the event loop are written together, because a
 * system call for each line takes about 5 % of the service's processor time. Lines that wait are written before the
 * process exits, also after an uncaught error. Only a process that is killed loses the lines of its last turn.
 */
export function createLogStream(
  output: { write(text: string): unknown },
  process: { once(event: 'exit', listener: () => void): unknown },
): { write(line: string): void } {
  let waiting = '';
  const flush = () => {
    const text = waiting;
    waiting = '';
    if (text !== '') output.write(text);
  };
  process.once('exit', flush);
  return {
    write(line) {
      if (waiting === '') setImmediate(flush);
      waiting += line;
    },
  };
}
