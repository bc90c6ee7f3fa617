import { describe, expect, it } from 'vitest';
import type { Account } from '../../../shared/account.ts';
import { createDashboard } from '../../../web/dashboard/models/dashboard.ts';
import { createRemembered } from '../../../web/dashboard/models/remembered.ts';
import { createInvitations } from '../../../web/dashboard/pages/invitations/model.ts';
import { ACCOUNT, INVITED, OPTIONS } from '../../../web/gallery/dashboard/account-answers.ts';
import { fixedHistory } from '../../../web/gallery/dashboard/fixed-history.ts';
import { refusal, scriptedSend } from '../support/scripted-send.ts';

const JOINED: Account['organizations'][number] = {
  id: '0e4b7a9c-0000-4000-8000-000000000009',
  name: 'Engines',
  role: 'member',
};

describe('answering an invitation', () => {
  it('opens the organization that the person has joined', async () => {
    const { app, invitations } = await newInvitations(() => undefined);
    expect(await invitations.answer.run('i1', 'accept')).toBe(true);
    expect(app.router.place.value.path).toBe(`/${JOINED.id}/keys`);
  });

  it('stays on the page where it was declined, or could not be accepted', async () => {
    const { app, invitations } = await newInvitations((line) => {
      if (line.endsWith('/accept')) throw refusal(404, 'invitation_invalid');
    });
    expect(await invitations.answer.run('i1', 'decline')).toBe(true);
    expect(await invitations.answer.run('i1', 'accept')).toBe(false);
    expect(app.router.place.value.path).toBe('/invitations');
  });
});

async function newInvitations(answer: (line: string) => void) {
  let organizations = ACCOUNT.organizations;
  const server = scriptedSend((line) => {
    if (line === 'GET /api/v1/account/options') return OPTIONS;
    if (line === 'GET /api/v1/account') return { ...INVITED, organizations };
    answer(line);
    if (line.endsWith('/accept')) organizations = [...organizations, JOINED];
    return {};
  });
  const app = createDashboard({
    send: server.send,
    history: fixedHistory('/invitations'),
    remembered: createRemembered(() => {
      throw new Error('Nothing is kept.');
    }),
    nowMs: () => 0,
    origin: 'https://play.example',
  });
  await app.session.refresh();
  return { app, invitations: createInvitations(app) };
}
