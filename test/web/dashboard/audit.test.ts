import { describe, expect, it } from 'vitest';
import { createAudit } from '../../../web/dashboard/pages/audit/model.ts';
import { strings } from '../../../web/dashboard/pages/audit/strings.ts';
import { refusal, scriptedSend } from '../support/scripted-send.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const event = (id: string) => ({
  id,
  at: '2026-11-24T12:00:00Z',
  action: 'key.created',
  actor: 'Ada',
  target: 'Billing …9f3K',
});

describe('the audit log', () => {
  it('begins with the newest events, and older ones are put below them', async () => {
    const { model, server, ids } = newAudit({
      'GET audit?limit=50': { events: [event('3'), event('2')], next: '2' },
      'GET audit?limit=50&before=2': { events: [event('1')], next: null },
    });
    await settled();
    expect(ids()).toEqual(['3', '2']);
    await model.older.run();
    expect(ids()).toEqual(['3', '2', '1']);
    expect(model.log.peek()?.next).toBeNull();
    expect(server.lines()).toEqual(['GET audit?limit=50', 'GET audit?limit=50&before=2']);
  });

  it('asks for nothing after the last page', async () => {
    const { model, server } = newAudit({
      'GET audit?limit=50': { events: [event('1')], next: null },
    });
    await settled();
    await model.older.run();
    expect(server.lines()).toHaveLength(1);
  });

  it('keeps what is shown where an older page cannot be read', async () => {
    const { model, ids } = newAudit({
      'GET audit?limit=50': { events: [event('2')], next: '2' },
      'GET audit?limit=50&before=2': refusal(500, 'internal_error'),
    });
    await settled();
    expect(await model.older.run()).toBe(false);
    expect(ids()).toEqual(['2']);
    expect(model.older.failure.value).toMatchObject({ code: 'internal_error', requestId: 'req_1' });
  });

  it('does not take a late older page after the log was read anew', async () => {
    let answerOlder: (page: object) => void = () => undefined;
    let newest = { events: [event('2')], next: '2' };
    const server = scriptedSend((line) =>
      line.includes('before')
        ? new Promise((resolve) => {
            answerOlder = resolve;
          })
        : newest,
    );
    const model = createAudit({ sendFor: () => server.send }, { id: 'org' }, () => undefined);
    await settled();
    const older = model.older.run();
    newest = { events: [event('9'), event('8')], next: '8' };
    await model.log.reload();
    answerOlder({ events: [event('1')], next: null });
    await older;
    expect(model.log.peek()?.events.map(({ id }) => id)).toEqual(['9', '8']);
    expect(model.log.peek()?.next).toBe('8');
  });

  it('is downloaded as a file with the token, not by a link without one', async () => {
    const { model, server, saved } = newAudit({ 'GET audit?limit=50': { events: [], next: null } });
    expect(await model.csv.run()).toBe(true);
    expect(server.lines()).toContain('GET audit.csv');
    expect(saved).toEqual(['audit.csv']);
  });

  it('shows a kind of event that this page does not know by its name', () => {
    expect(strings.action('key.created')).toBe('Created a key');
    expect(strings.action('rocket.started')).toBe('rocket.started');
  });
});

function newAudit(answers: Record<string, object>) {
  const saved: string[] = [];
  const server = scriptedSend((line) => {
    const answer = answers[line];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const model = createAudit({ sendFor: () => server.send }, { id: 'org' }, (_, name) => {
    saved.push(name);
  });
  return { model, server, saved, ids: () => model.log.peek()?.events.map(({ id }) => id) };
}
