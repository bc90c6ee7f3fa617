import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Invitation, Member as MemberEntry } from '../../shared/organization.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import { systemRandom } from '../../server/identifiers/random.ts';
import type { Member } from '../support/signed-in-people.ts';
import { json, TestService } from '../support/service.ts';

let service: TestService;
let owner: Member;
beforeEach(async () => {
  service = await TestService.start({}, { accounts: true });
  owner = await service.people.owner();
});
afterEach(() => service.stop());

const setRole = (by: Member, who: Member, role: string) =>
  service.call(by, 'PATCH', `members/${who.userId}`, { role });
const remove = (by: Member, who: Member) => service.call(by, 'DELETE', `members/${who.userId}`);
const rolesOf = async (by: Member) => {
  const { members } = await json<{ members: MemberEntry[] }>(
    await service.call(by, 'GET', 'members'),
  );
  return Object.fromEntries(members.map(({ email, role }) => [email, role]));
};
const answer = (who: { cookie: string }, id: string, what = 'accept') =>
  service.people.request('POST', `/api/v1/account/invitations/${id}/${what}`, {
    cookie: who.cookie,
  });

describe('the members of an organization', () => {
  it('are seen by each of them, and change at the very next request', async () => {
    const bob = await service.people.member(owner, 'member');
    expect(await rolesOf(bob)).toEqual({
      'owner@example.com': 'owner',
      'member@example.com': 'member',
    });
    const rename = () => service.call(bob, 'PATCH', '', { name: 'Bobs' });
    expect(await json(await rename())).toMatchObject({ status: 403, code: 'role_required' });
    expect((await setRole(owner, bob, 'admin')).status).toBe(200);
    expect((await rename()).status).toBe(200);
    expect((await setRole(owner, bob, 'member')).status).toBe(200);
    expect((await rename()).status).toBe(403);
    expect((await remove(owner, bob)).status).toBe(204);
    expect(await json(await service.call(bob, 'GET', 'members'))).toMatchObject({
      code: 'organization_mismatch',
    });
  });

  it('keep an owner when both owners step down or leave at once', async () => {
    const second = await service.people.member(owner, 'owner', 'second@example.com');
    const answers = await Promise.all([
      setRole(owner, second, 'member'),
      setRole(second, owner, 'member'),
    ]);
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 403]);
    const third = await service.people.member(
      (await rolesOf(owner))['owner@example.com'] === 'owner' ? owner : second,
      'owner',
      'third@example.com',
    );
    const owners = Object.entries(await rolesOf(third)).filter(([, role]) => role === 'owner');
    expect(owners).toHaveLength(2);
    const stays = owners[0]?.[0] === owner.email || owners[1]?.[0] === owner.email ? owner : second;
    await Promise.all([remove(stays, stays), remove(third, third)]);
    expect(
      service.accountRows(`SELECT count(*) AS owners FROM member WHERE role = 'owner'`),
    ).toEqual([{ owners: 1 }]);
  });

  it('never lose their last owner', async () => {
    expect(await json(await setRole(owner, owner, 'admin'))).toMatchObject({ code: 'last_owner' });
    expect(await json(await remove(owner, owner))).toMatchObject({ code: 'last_owner' });
    expect(await rolesOf(owner)).toEqual({ 'owner@example.com': 'owner' });
  });

  it('may leave, and remove nobody else unless they are admins', async () => {
    const bob = await service.people.member(owner, 'member');
    const carol = await service.people.member(owner, 'admin');
    expect((await remove(bob, carol)).status).toBe(403);
    expect((await remove(bob, bob)).status).toBe(204);
    expect((await remove(carol, bob)).status).toBe(404);
  });

  it('are made and unmade owners by owners only', async () => {
    const admin = await service.people.member(owner, 'admin');
    const bob = await service.people.member(owner, 'member');
    for (const refused of [
      await setRole(admin, bob, 'owner'),
      await setRole(admin, admin, 'owner'),
      await setRole(admin, owner, 'member'),
      await remove(admin, owner),
      await service.call(admin, 'POST', 'invitations', { email: 'x@example.com', role: 'owner' }),
    ]) {
      expect(await json(refused)).toMatchObject({ status: 403, code: 'role_required' });
    }
    expect((await setRole(admin, bob, 'admin')).status).toBe(200);
    expect(await rolesOf(owner)).toMatchObject({ 'owner@example.com': 'owner' });
  });

  it('are out of reach of another organization and of any key', async () => {
    const stranger = await service.people.owner('stranger@example.com', 'Other');
    const path = { ...stranger, organizationId: owner.organizationId };
    expect((await service.call(path, 'GET', 'members')).status).toBe(403);
    expect((await remove(stranger, owner)).status).toBe(404);
    expect((await setRole(stranger, owner, 'member')).status).toBe(404);
    const key = await service.liveKey();
    expect(await json(await service.call(key, 'GET', 'members'))).toMatchObject({
      code: 'member_required',
    });
  });
});

describe('an invitation', () => {
  const invite = async (email: string, role = 'member', by = owner) => {
    const response = await service.call(by, 'POST', 'invitations', { email, role });
    return json<{ id: string; expires_at: string }>(response);
  };

  it('is mailed, listed, accepted by its address and used up', async () => {
    const { id } = await invite('Bob@Example.com', 'admin');
    expect(service.mails.at(-1)).toMatchObject({
      to: 'bob@example.com',
      subject: expect.stringContaining('Acme'),
      text: expect.stringContaining('http://play.test/dashboard/invitations'),
    });
    const bob = await service.people.signUp('bob@example.com');
    const account = await service.people.request('GET', '/api/v1/account', bob);
    expect(await json(account)).toMatchObject({
      invitations: [{ id, organization_name: 'Acme', role: 'admin' }],
    });
    expect(await json(await answer(bob, id))).toEqual({
      id: owner.organizationId,
      name: 'Acme',
      role: 'admin',
    });
    expect(await json(await answer(bob, id))).toMatchObject({ code: 'invitation_invalid' });
    const { invitations } = await json<{ invitations: Invitation[] }>(
      await service.call(owner, 'GET', 'invitations'),
    );
    expect(invitations).toEqual([]);
  });

  it('does nothing for another person, and tells them nothing', async () => {
    const { id } = await invite('bob@example.com');
    const eve = await service.people.signUp('eve@example.com');
    const foreign = await json(await answer(eve, id));
    const unknown = await json(await answer(eve, '11111111-1111-4111-8111-111111111111'));
    expect({ ...foreign, request_id: '' }).toEqual({ ...unknown, request_id: '' });
    expect(foreign).toMatchObject({ status: 404, code: 'invitation_invalid' });
    expect((await answer(eve, id, 'decline')).status).toBe(404);
    expect(await rolesOf(owner)).toEqual({ 'owner@example.com': 'owner' });
  });

  it('is refused to an address that is not verified', async () => {
    const { id } = await invite('bob@example.com');
    const bob = await service.people.signUp('bob@example.com');
    service.changeAccounts(`UPDATE user SET emailVerified = 0 WHERE email = 'bob@example.com'`);
    expect(await json(await answer(bob, id))).toMatchObject({ code: 'email_not_verified' });
    expect(await rolesOf(owner)).toEqual({ 'owner@example.com': 'owner' });
  });

  it('works once, also when it is accepted twice at the same moment', async () => {
    const { id } = await invite('bob@example.com');
    const bob = await service.people.signUp('bob@example.com');
    const answers = await Promise.all([answer(bob, id), answer(bob, id), answer(bob, id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404]);
    expect(await rolesOf(owner)).toMatchObject({ 'bob@example.com': 'member' });
  });

  it('is open for seven days', async () => {
    const { id, expires_at } = await invite('bob@example.com');
    const weekMs = 7 * 24 * 3_600_000;
    expect(Date.parse(expires_at)).toBe(service.clock.now() + weekMs);
    const bob = await service.people.signUp('bob@example.com');
    service.clock.advance(weekMs);
    expect((await answer(bob, id)).status).toBe(404);
  });

  it('is replaced by a later one, and can be withdrawn and declined', async () => {
    const first = await invite('bob@example.com', 'admin');
    const second = await invite('bob@example.com', 'member');
    const bob = await service.people.signUp('bob@example.com');
    expect((await answer(bob, first.id)).status).toBe(404);
    const stranger = await service.people.owner('stranger@example.com', 'Other');
    const withdraw = (by: Member) => service.call(by, 'DELETE', `invitations/${second.id}`);
    expect((await withdraw(stranger)).status).toBe(404);
    expect((await withdraw(owner)).status).toBe(204);
    expect((await answer(bob, second.id)).status).toBe(404);
    const third = await invite('bob@example.com');
    expect((await answer(bob, third.id, 'decline')).status).toBe(204);
    expect((await answer(bob, third.id)).status).toBe(404);
  });

  it('is a mail to a stranger, of which one person sends fifty an hour, in whatever organization', async () => {
    const second = await service.people.createOrganization(owner, 'Second');
    const mailsBefore = service.mails.length;
    const send = (who: Member, name: string) =>
      service.call(who, 'POST', 'invitations', { email: `${name}@example.com`, role: 'member' });
    for (let sent = 0; sent < 50; sent += 1) {
      const response = await send(sent % 2 ? owner : second, `stranger-${sent}`);
      expect(response.status).toBe(201);
    }
    const refused = await send(owner, 'one-more');
    expect([refused.status, (await json(refused)).code]).toEqual([429, 'rate_limited']);
    expect(service.mails).toHaveLength(mailsBefore + 50);
    service.clock.advance(3_600_000);
    const later = await service.people.tokenFor(owner, owner.organizationId);
    expect((await send(later, 'one-more')).status).toBe(201);
  });

  it('is not sent to a member', async () => {
    expect(await invite('owner@example.com')).toMatchObject({ code: 'invalid_field' });
  });
});

describe('an organization', () => {
  it('is one of at most five that a person owns, however many they ask for at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () =>
        service.people.request('POST', '/api/v1/account/organizations', {
          cookie: owner.cookie,
          body: { name: 'Another' },
        }),
      ),
    );
    const statuses = made.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([201, 201, 201, 201, 403, 403, 403, 403]);
  });

  it('that a crash left without its row in the ledger’s database gets it with the next token', async () => {
    const id = trustId<OrganizationId>(systemRandom.uuid());
    // What the crash left: the first half of making an organization.
    await service.accounts.createOrganization(trustId(owner.userId), {
      id,
      name: 'New',
      ownedMax: 5,
    });
    expect(await service.storage.findOrganization(id)).toBeNull();
    const again = await service.people.tokenFor(owner, id);
    expect((await service.call(again, 'GET', '')).status).toBe(200);
  });

  it('gives a token to its members only', async () => {
    const stranger = await service.people.signUp('stranger@example.com');
    const ask = (id: string) =>
      service.people.request('POST', '/api/v1/account/token', {
        cookie: stranger.cookie,
        body: { organization_id: id },
      });
    const foreign = await json(await ask(owner.organizationId));
    const unknown = await json(await ask('11111111-1111-4111-8111-111111111111'));
    expect(foreign).toMatchObject({ status: 403, code: 'organization_mismatch' });
    expect({ ...foreign, request_id: '' }).toEqual({ ...unknown, request_id: '' });
  });
});
