import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startLoopback } from '../loopback.ts';
import type { Engine, Outcome, RunEvent } from '../../../server/discovery/discover.ts';
import { options, startEngine } from '../run-engine.ts';

/** A site with one endpoint in its page, whose script comes only when the test lets it. */
async function startSite() {
  const gate = Promise.withResolvers<void>();
  const site = await startLoopback((request, response) => {
    if (request.url === '/late.js') {
      void gate.promise.then(() => response.end('fetch("/api/late")'));
      return;
    }
    response.setHeader('content-type', 'text/html');
    if (request.url !== '/') response.statusCode = 404;
    response.end('<script>fetch("/api/early")</script><script src="/late.js"></script>');
  });
  return { ...site, open: gate.resolve };
}

function follow(engine: Engine, url: string) {
  const events: RunEvent[] = [];
  const leaving = new AbortController();
  async function read(): Promise<Outcome | undefined> {
    for await (const event of engine.discover(url, options({ signal: leaving.signal }))) {
      if (event.kind === 'ended') return event.outcome;
      events.push(event);
    }
    return undefined;
  }
  const found = () => events.filter(({ kind }) => kind === 'found').length;
  return { outcome: read(), found, leave: () => leaving.abort() };
}

describe('discoveries of the same URL at once', () => {
  it('share one run, and the later one hears at once what was found before it came', async () => {
    const site = await startSite();
    const engine = startEngine();
    const first = follow(engine, `${site.origin}/`);
    await eventually(() => first.found() > 0);
    const second = follow(engine, `${site.origin}/#part`);
    // The script is still held back: what the second hears was found before it came.
    await eventually(() => second.found() === first.found());
    site.open();
    const [one, two] = await Promise.all([first.outcome, second.outcome]);
    expect(one?.kind).toBe('completed');
    expect(two).toEqual(one);
    expect(second.found()).toBe(first.found());
    expect(site.seen.filter((path) => String(path).includes('late.js'))).toHaveLength(1);
    await engine.close();
    await site.close();
  });

  it('go on for those who stay when one leaves, and stop with the last', async () => {
    const site = await startSite();
    const engine = startEngine();
    const first = follow(engine, `${site.origin}/`);
    const second = follow(engine, `${site.origin}/`);
    await eventually(() => second.found() > 0);
    first.leave();
    expect((await first.outcome)?.kind).toBe('cancelled');
    site.open();
    expect((await second.outcome)?.kind).toBe('completed');

    // A site that still holds its script back, or the run could end before it is left.
    const held = await startSite();
    const third = follow(engine, `${held.origin}/`);
    await eventually(() => third.found() > 0);
    third.leave();
    expect((await third.outcome)?.kind).toBe('cancelled');
    await engine.close();
    await Promise.all([site.close(), held.close()]);
  });

  it('are cancelled when the loop over their events is left', async () => {
    const site = await startSite();
    const engine = startEngine();
    const run = engine.discover(`${site.origin}/`, options());
    for await (const event of run) if (event.kind === 'found') break;
    // A run that went on would be joined, and would end when the script comes.
    const next = follow(engine, `${site.origin}/`);
    await eventually(
      () => site.seen.filter((path) => String(path).includes('late.js')).length === 2,
    );
    next.leave();
    await next.outcome;
    await engine.close();
    await site.close();
  });
});
