import { expect, it } from 'vitest';
import { createSites } from '../../../web/dashboard/pages/sites/model.ts';
import { refusal, scriptedSend } from '../support/scripted-send.ts';

const SITE = {
  id: 'site',
  origin: 'https://docs.acme.example',
  name: 'Docs',
  created_at: '2026-11-24T00:00:00Z',
  created_by: 'Ada',
  settings: { cta: null, accent: null, examples: [], languages: [] },
  accent_shown: null,
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('the list is asked for only where the organization manages sites', async () => {
  const { model, server } = newSites('owner', { manages_sites: false });
  await settled();
  expect(model.sites.peek()).toEqual({ kind: 'operator' });
  expect(server.lines()).toEqual(['GET ']);
});

it('a member is told that the role does not allow it, and the list is not asked for', async () => {
  const { model, server } = newSites('member', { manages_sites: true });
  await settled();
  expect(model.sites.peek()).toEqual({ kind: 'members_may_not' });
  expect(server.lines()).toEqual(['GET ']);
});

it('a site is added without the spaces around it, and the list is read again', async () => {
  const { model, server } = newSites('admin', { manages_sites: true, sites: [SITE] });
  await settled();
  model.openAdd();
  model.origin.value = ' https://docs.acme.example ';
  expect(await model.add.run()).toBe(true);
  expect(server.asked.find(({ line }) => line === 'POST sites')?.body).toEqual({
    origin: 'https://docs.acme.example',
  });
  expect(server.lines().at(-1)).toBe('GET sites');
  expect(model.dialog.value).toBeNull();
});

it('a site that the server refuses stays in the form, with the server’s reason', async () => {
  const { model } = newSites('admin', { manages_sites: true, sites: [] }, (line) => {
    if (line === 'POST sites') throw refusal(400, 'invalid_field');
  });
  await settled();
  model.openAdd();
  model.origin.value = 'https://*.acme.example';
  expect(await model.add.run()).toBe(false);
  expect(model.dialog.value).toEqual({ kind: 'add' });
  expect(model.origin.value).toBe('https://*.acme.example');
  expect(model.add.failure.value?.code).toBe('invalid_field');
});

it('a site’s settings are shown as they are, and sent as a whole', async () => {
  const { model, server } = newSites('admin', { manages_sites: true, sites: [SITE] });
  await settled();
  const cta = { label: 'Keys', url: 'https://acme.example/keys' };
  model.openSettings({ ...SITE, settings: { ...SITE.settings, cta, languages: ['go'] } });
  expect(model.settings.ctaUrl.value).toBe(cta.url);
  model.settings.accent.value = ' #123456 ';
  model.settings.setExample(1, 'Ours = https://api.acme.example/?a=b');
  model.settings.toggleLanguage('curl');
  expect(await model.change.run(SITE.id)).toBe(true);
  expect(server.asked.find(({ line }) => line === 'PATCH sites/site')?.body).toEqual({
    cta,
    accent: '#123456',
    examples: [{ label: 'Ours', url: 'https://api.acme.example/?a=b' }],
    languages: ['curl', 'go'],
  });
  expect(model.dialog.value).toBeNull();
});

it('a site is removed only after it was confirmed', async () => {
  const { model, server } = newSites('owner', { manages_sites: true, sites: [SITE] });
  await settled();
  model.openRemove(SITE);
  expect(server.lines()).not.toContain('DELETE sites/site');
  await model.remove.run(SITE.id);
  expect(server.lines()).toContain('DELETE sites/site');
  expect(model.dialog.value).toBeNull();
});

function newSites(
  role: 'owner' | 'admin' | 'member',
  answer: object,
  before: (line: string) => void = () => undefined,
) {
  const server = scriptedSend((line) => {
    before(line);
    return answer;
  });
  const model = createSites({ sendFor: () => server.send }, { id: 'org', name: 'Acme', role });
  return { model, server };
}
