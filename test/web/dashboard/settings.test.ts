import { describe, expect, it } from 'vitest';
import type { Role } from '../../../shared/account.ts';
import { createSettings } from '../../../web/dashboard/pages/settings/model.ts';
import { refusal, scriptedSend } from '../support/scripted-send.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('renaming an organization', () => {
  it('sends the name without the spaces around it, then reads it again wherever it is shown', async () => {
    const { model, server, happened } = newSettings('admin');
    await settled();
    model.type('  Acme Ltd ');
    expect(await model.rename.run()).toBe(true);
    expect(server.asked[1]).toEqual({ line: 'PATCH ', body: { name: 'Acme Ltd' } });
    expect(server.lines()).toEqual(['GET ', 'PATCH ', 'GET ']);
    expect(happened).toEqual(['session read again']);
    expect(model.isSaved.value).toBe(true);
  });

  it('keeps what was typed where the server refuses it', async () => {
    const { model } = newSettings('admin', 'PATCH ');
    await settled();
    model.type('Acme Ltd');
    expect(await model.rename.run()).toBe(false);
    expect(model.typedName.value).toBe('Acme Ltd');
    expect(model.isSaved.value).toBe(false);
  });
});

describe('deleting an organization', () => {
  it('sends the name, then leaves the pages of the organization', async () => {
    const { model, server, happened } = newSettings('owner');
    await settled();
    expect(await model.remove.run('Acme')).toBe(true);
    expect(server.asked.at(-1)).toEqual({ line: 'DELETE ', body: { name: 'Acme' } });
    expect(happened).toEqual(['session read again', 'went to /']);
  });

  it('stays on the page where the server refuses it', async () => {
    const { model, happened } = newSettings('owner', 'DELETE ');
    await settled();
    expect(await model.remove.run('Acme')).toBe(false);
    expect(model.remove.failure.value).toMatchObject({ code: 'confirmation_mismatch' });
    expect(happened).toEqual([]);
  });
});

it('the export is fetched with the token and handed to the browser as a file', async () => {
  const { model, server, happened } = newSettings('owner');
  expect(await model.download.run()).toBe(true);
  expect(server.lines()).toContain('GET export');
  expect(happened).toEqual(['saved kloakd-organization.json']);
});

it.each<[Role, boolean, boolean]>([
  ['owner', true, true],
  ['admin', true, false],
  ['member', false, false],
])('offers to %s what the server allows that role', (role, canRename, isOwner) => {
  expect(newSettings(role).model).toMatchObject({ canRename, isOwner });
});

function newSettings(role: Role, refused = '') {
  const happened: string[] = [];
  const server = scriptedSend((line) => {
    if (line === refused) throw refusal(422, 'confirmation_mismatch');
    return { name: 'Acme', created_at: '2026-11-24T00:00:00Z' };
  });
  const model = createSettings(
    {
      sendFor: () => server.send,
      session: {
        refresh: async () => {
          happened.push('session read again');
        },
      },
      router: { replace: (to: string) => happened.push(`went to ${to}`) },
    },
    { id: 'org', name: 'Acme', role },
    (_, name) => happened.push(`saved ${name}`),
  );
  return { model, server, happened };
}
