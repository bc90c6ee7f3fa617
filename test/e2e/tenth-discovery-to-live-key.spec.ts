import type { FrameLocator, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { createOrganization, fillSignUp, makeKey, readSecret, signUp } from './dashboard-steps.ts';
import type { Key, Person } from './dashboard-steps.ts';
import { callApi, credentials, expect, run, test, type Service } from './fixtures.ts';
import { membersAttempts, strangersAttempts, type Attempt, type Target } from './stranger.ts';

const BOB: Person = { name: 'Bob Builder', email: 'bob@acme.example' };
const MALLORY: Person = { name: 'Mallory', email: 'mallory@stranger.example' };

// A missing element is told at once, not at the end of the whole test.
test.use({ actionTimeout: 15_000 });
// Three people sign up, and twelve discoveries run.
test.setTimeout(240_000);

test('an engineer whose ten discoveries are spent keeps them, makes a live key and calls the API; no stranger, member or ended key reaches what is not theirs', async ({
  browser,
  page,
  service,
  visit,
}) => {
  const widget = await visit(page);
  const visitor = await test.step('a visitor spends ten discoveries in the widget', () =>
    spendAll(widget, service));

  const startedAt = performance.now();
  const { tab, code } = await test.step('signs up and keeps them', () =>
    claimBySigningUp(page, widget, service));
  const live = await makeKey(tab, 'Importer');
  const first = await callApi(service, live, 'POST', 'skanyr/discover', {
    url: `${service.demoUrl}/?n=11`,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  expect(first.status).toBe(200);
  test.info().annotations.push({ type: 'seconds', description: seconds.toFixed(1) });
  console.log(
    `From “Sign up and keep these” to the live key’s first answer: ${seconds.toFixed(1)} s`,
  );
  const discovery = (await first.json()) as { discovery_id: string; artifact_id: string };

  const target = await test.step('invites a colleague, who may read and no more', async () => {
    const bob = await (await browser.newContext()).newPage();
    const invitationId = await inviteAndJoin(tab, bob, service, live.organizationId);
    const { keys, members } = await readOrganization(tab, live.organizationId);
    const found: Target = {
      organizationId: live.organizationId,
      discoveryId: discovery.discovery_id,
      artifactId: discovery.artifact_id,
      pageUrl: `${service.demoUrl}/?n=11`,
      keyId: keys[0]?.id ?? '',
      userId: members.find(({ role }) => role === 'owner')?.user_id ?? '',
      invitationId,
    };
    const token = await tokenOf(bob, live.organizationId);
    await expectRefusals(service, membersAttempts(token, found));
    await bob.goto(`${service.url}/dashboard/${live.organizationId}/keys`);
    await expect(bob.getByRole('cell', { name: /^Importer / })).toBeVisible();
    await expect(bob.getByRole('button', { name: /Create key|Rotate|Revoke/ })).toHaveCount(0);
    return found;
  });

  const before = stateOf(service, live.organizationId);
  await test.step('a stranger with an organization and a key of their own reaches nothing', async () => {
    const mallory = await (await browser.newContext()).newPage();
    await signUp(mallory, service, MALLORY);
    await createOrganization(mallory, 'Stranger Ltd');
    const own = await makeKey(mallory, 'Mine');
    const token = await tokenOf(mallory, own.organizationId);
    await expectRefusals(service, strangersAttempts(own.apiKey, own, target));
    await expectRefusals(service, strangersAttempts(token, own, target));
    await expectClaimsNothing(mallory, service, own, [{ code }, { api_key: visitor.apiKey }]);
    await expectPageUnknown(service, own, target.pageUrl);
    await expectForeignSessionRequests(mallory, service, target);
    expect(stateOf(service, own.organizationId)).toMatchObject({ used: 0, discoveries: 0 });
  });
  expect(stateOf(service, live.organizationId)).toEqual(before);

  await test.step('keys that have ended, and a key on a network that is not its own, are refused', async () => {
    await openKeys(tab, service, live);
    await expectEndedKeysRefused(tab, service);
  });

  await expect(widget.getByText('0 of 10 discoveries left')).toBeVisible();
  const again = { url: `${service.demoUrl}/?n=12` };
  await expectProblem(
    await callApi(service, visitor, 'POST', 'skanyr/discover', again),
    429,
    'lifetime_quota_exhausted',
  );
  await expectProblem(await ask(service, live, '/key'), 200);
});

async function spendAll(widget: FrameLocator, service: Service): Promise<Key> {
  let visitor: Key | undefined;
  for (let n = 1; n <= 10; n += 1) {
    await run(widget, `${service.demoUrl}/?n=${n}`);
    // The meter first: until it moves, the status still tells of the run before.
    await expect(widget.getByText(`${10 - n} of 10 discoveries left`)).toBeVisible();
    await expect(widget.getByRole('status').filter({ hasText: 'Finished:' })).toBeVisible();
    visitor ??= await credentials(widget, service);
  }
  await expect(widget.getByText('All ten discoveries are used').first()).toBeVisible();
  if (!visitor) throw new Error('The widget showed no key.');
  return visitor;
}

async function claimBySigningUp(page: Page, widget: FrameLocator, service: Service) {
  const [tab, made] = await Promise.all([
    page.context().waitForEvent('page'),
    page.waitForResponse((response) => response.url().endsWith('/playground/claims')),
    widget
      .getByRole('button', { name: /^Sign up and keep/ })
      .first()
      .click(),
  ]);
  const { code } = (await made.json()) as { code: string };
  await tab.getByRole('link', { name: 'Sign up' }).click();
  await fillSignUp(tab, service);
  await tab.getByLabel('Name of the organization').fill('Acme');
  await tab.getByRole('button', { name: 'Create it and move them here' }).click();
  await expect(tab.getByRole('heading', { name: '10 discoveries are yours' })).toBeVisible();
  await tab.getByRole('link', { name: 'Make a live key' }).click();
  return { tab, code };
}

/** @returns the ID of the accepted invitation */
async function inviteAndJoin(
  owner: Page,
  guest: Page,
  service: Service,
  organizationId: string,
): Promise<string> {
  await owner.getByRole('link', { name: 'Members', exact: true }).click();
  await owner.getByRole('button', { name: 'Invite' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Email').fill(BOB.email);
  await dialog.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(owner.getByRole('cell', { name: BOB.email, exact: true })).toBeVisible();
  const [invitation] = (await readOrganization(owner, organizationId)).invitations;
  await signUp(guest, service, BOB, 'Invitations to you');
  await guest.getByRole('button', { name: 'Accept' }).click();
  await expect(guest.getByRole('option', { name: 'Acme' })).toBeAttached();
  return invitation?.id ?? '';
}

/** The dashboard's own requests carry a token of five minutes, got with the session's cookie. */
async function tokenOf(page: Page, organizationId: string): Promise<string> {
  const { origin } = new URL(page.url());
  const response = await page.request.post(`${origin}/api/v1/account/token`, {
    headers: { origin },
    data: { organization_id: organizationId },
  });
  return ((await response.json()) as { token: string }).token;
}

async function readOrganization(page: Page, organizationId: string) {
  const headers = {
    authorization: `Bearer ${await tokenOf(page, organizationId)}`,
    'x-kloakd-organization': organizationId,
  };
  const base = `${new URL(page.url()).origin}/api/v1/organizations/${organizationId}`;
  const read = async (path: string) => (await page.request.get(base + path, { headers })).json();
  const { api_keys: keys } = (await read('/api-keys')) as { api_keys: { id: string }[] };
  const { members } = (await read('/members')) as { members: { user_id: string; role: string }[] };
  const { invitations } = (await read('/invitations')) as { invitations: { id: string }[] };
  return { keys, members, invitations };
}

async function expectRefusals(service: Service, attempts: Attempt[]): Promise<void> {
  for (const attempt of attempts) {
    const { what, method, path, credential, organizationId, body, status, code } = attempt;
    const answer = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${credential}`,
        'x-kloakd-organization': organizationId,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    await expectProblem(answer, status, code, `${what}: ${method} ${path}`);
  }
}

/** A code that was redeemed, and the visitor's key, do nothing for another organization. */
async function expectClaimsNothing(page: Page, service: Service, own: Key, bodies: object[]) {
  const token = await tokenOf(page, own.organizationId);
  for (const body of bodies) {
    const who = { apiKey: token, organizationId: own.organizationId };
    const answer = await callApi(service, who, 'POST', 'claim', body);
    await expectProblem(answer, 404, 'claim_code_invalid');
  }
}

/** Somebody else has stored the page. For the stranger it is one that nobody has. */
async function expectPageUnknown(service: Service, own: Key, pageUrl: string): Promise<void> {
  const path = `skanyr/detected-apis?page_url=${encodeURIComponent(pageUrl)}`;
  const known = (await (await callApi(service, own, 'GET', path)).json()) as object;
  const nobodys = (await (
    await callApi(service, own, 'GET', path.replace('n%3D11', 'n%3D99'))
  ).json()) as object;
  expect(JSON.stringify(known).replaceAll('n=11', 'n=99')).toBe(JSON.stringify(nobodys));
}

/** What the stranger's session, and not a key, could reach. */
async function expectForeignSessionRequests(page: Page, service: Service, target: Target) {
  const { origin } = new URL(service.url);
  const post = (path: string, data?: object) =>
    page.request.post(`${service.url}/api/v1/account${path}`, { headers: { origin }, data });
  const token = await post('/token', { organization_id: target.organizationId });
  expect(token.status()).toBe(403);
  const accepted = await post(`/invitations/${target.invitationId}/accept`);
  expect(accepted.status()).toBe(404);
  for (const place of [
    'keys',
    'usage',
    'members',
    'settings',
    `discoveries/${target.discoveryId}`,
  ]) {
    await page.goto(`${service.url}/dashboard/${target.organizationId}/${place}`);
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page.getByText('Acme')).toHaveCount(0);
  }
}

async function expectEndedKeysRefused(page: Page, service: Service): Promise<void> {
  const replaced = await makeKey(page, 'Replaced');
  const next = await rotate(page, 'Replaced');
  await expectProblem(await ask(service, replaced, '/key'), 200);
  endNow(service, replaced);
  await expectProblem(await ask(service, replaced, '/key'), 401, 'key_expired');
  await expectProblem(await ask(service, next, '/key'), 200);

  const expiring = await makeKey(page, 'Expiring', async (dialog) => {
    await dialog.getByLabel('Expiry').selectOption('In 30 days');
  });
  await expectProblem(await ask(service, expiring, '/key'), 200);
  endNow(service, expiring);
  await expectProblem(await ask(service, expiring, '/key'), 401, 'key_expired');

  const elsewhere = await makeKey(page, 'Elsewhere', async (dialog) => {
    await dialog.getByLabel('Networks').fill('203.0.113.0/24');
  });
  await expectProblem(await ask(service, elsewhere, '/key'), 403, 'network_not_allowed');

  const leaving = await makeKey(page, 'Leaving');
  await page.getByRole('button', { name: 'Revoke Leaving' }).click();
  await page.getByLabel('Type “Leaving” to confirm').fill('Leaving');
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectProblem(await ask(service, leaving, '/key'), 401, 'key_revoked');
}

async function rotate(page: Page, name: string): Promise<Key> {
  await page.getByRole('button', { name: `Rotate ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
  return readSecret(page);
}

async function openKeys(page: Page, service: Service, { organizationId }: Key): Promise<void> {
  await page.goto(`${service.url}/dashboard/${organizationId}/keys`);
  await expect(page.getByRole('cell', { name: /^Importer / })).toBeVisible();
}

/** The key's end, which is days away, is now. Written by another process than the service, which has cached the key. */
function endNow(service: Service, { apiKey }: Key): void {
  const db = new Database(join(service.dataDir, 'playground.db'));
  const { changes } = db
    .prepare('UPDATE api_key SET expires_at_ms = ? WHERE last4 = ? AND expires_at_ms IS NOT NULL')
    .run(Date.now() - 1, apiKey.slice(-4));
  db.close();
  expect(changes).toBe(1);
}

function ask(service: Service, { apiKey, organizationId }: Key, path: string): Promise<Response> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'x-kloakd-organization': organizationId,
  };
  return fetch(`${service.url}/api/v1${path}`, { headers });
}

async function expectProblem(answer: Response, status: number, code?: string, what?: string) {
  const body = (await answer.json()) as { code?: string };
  expect({ status: answer.status, code: body.code }, what).toEqual({ status, code });
}

/** What an organization has, as rows on disk. */
function stateOf(service: Service, organizationId: string) {
  const id = `'${organizationId}'`;
  const [row] = service.rows<Record<string, number>>(
    `SELECT (SELECT coalesce(sum(used + reserved), 0) FROM ledger
        WHERE id LIKE '${organizationId}/%') AS used,
      (SELECT count(*) FROM discovery WHERE organization_id = ${id}) AS discoveries,
      (SELECT count(*) FROM api_key WHERE organization_id = ${id} AND revoked_at_ms IS NULL) AS keys,
      (SELECT count(*) FROM audit_event WHERE organization_id = ${id}) AS audit`,
  );
  return row;
}
