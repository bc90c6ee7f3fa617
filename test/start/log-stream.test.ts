import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLogStream } from '../../server/start/log-stream.ts';

describe('the log', () => {
  it('is written once a turn of the event loop, with every line in its order', async () => {
    const written: string[] = [];
    const log = createLogStream({ write: (text) => written.push(text) }, new EventEmitter());
    log.write('a\n');
    log.write('b\n');
    expect(written).toEqual([]);
    await setImmediate();
    log.write('c\n');
    await setImmediate();
    expect(written).toEqual(['a\nb\n', 'c\n']);
  });

  it('is complete when the process ends before its turn does', () => {
    const written: string[] = [];
    const process = new EventEmitter();
    const log = createLogStream({ write: (text) => written.push(text) }, process);
    log.write('the last line\n');
    process.emit('exit');
    expect(written).toEqual(['the last line\n']);
  });
});
