import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishDeletions } from '../../server/organizations/finish-deletions.ts';
import { trustId, type OrganizationId } from '../../server/identifiers/ids.ts';
import type { Member } from '../support/signed-in-people.ts';
import { json, TestService } from '../support/service.ts';

/** Makes `accounts.db` refuse to delete rows of a table, as a failing disk would. */
const refuse = (table: string) =>
  service.changeAccounts(
    `CREATE TRIGGER refused BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'disk'); END`,
  );
const refuseNoMore = () => service.changeAccounts('DROP TRIGGER refused');

let service: TestService;
let owner: Member;
let id: OrganizationId;
beforeEach(async () => {
  service = await TestService.start({}, { accounts: true });
  owner = await service.people.owner();
  id = trustId<OrganizationId>(owner.organizationId);
});
afterEach(() => service.stop());

const remove = () => service.call(owner, 'DELETE', '', { name: 'Acme' });
const askToken = () =>
  service.people.request('POST', '/api/v1/account/token', {
    cookie: owner.cookie,
    body: { organization_id: id },
  });
const membersOf = () =>
  service.accountRows('SELECT id FROM member WHERE organizationId = ?', id).length;
const ledgerRowsOf = () => service.rows('SELECT id FROM organization WHERE id = ?', id).length;
const finish = () =>
  finishDeletions({
    storage: service.storage,
    accounts: service.accounts,
    log: { error: (_details, message) => service.logLines.push(message) },
  });

describe('the deletion of an organization', () => {
  it('changes nothing in the accounts where the first database refuses it', async () => {
    service.storage.deleteOrganization = () => Promise.reject(new Error('disk'));
    expect((await remove()).status).toBe(500);
    expect([ledgerRowsOf(), membersOf()]).toEqual([1, 1]);
    expect((await service.call(owner, 'GET', '')).status).toBe(200);
  });

  it('says that it failed where the second database refuses it, and is finished by the next start', async () => {
    refuse('organization');
    expect((await remove()).status).toBe(500);
    expect([ledgerRowsOf(), membersOf()]).toEqual([0, 1]);
    expect(await service.storage.listUnfinishedDeletions()).toEqual([id]);
    refuseNoMore();
    await finish();
    expect([ledgerRowsOf(), membersOf()]).toEqual([0, 0]);
    expect(await service.storage.listUnfinishedDeletions()).toEqual([]);
  });

  it('is finished by the next token that a member asks for, which brings nothing back', async () => {
    refuse('organization');
    await remove();
    refuseNoMore();
    const refused = await askToken();
    expect(await json(refused)).toMatchObject({ status: 403, code: 'organization_mismatch' });
    expect([ledgerRowsOf(), membersOf()]).toEqual([0, 0]);
    expect(await service.storage.listUnfinishedDeletions()).toEqual([]);
  });

  it('is repeated where the process ended before it was noted as finished', async () => {
    const { storage } = service;
    const note = storage.finishDeletion;
    storage.finishDeletion = () => Promise.reject(new Error('killed'));
    expect((await remove()).status).toBe(500);
    expect([ledgerRowsOf(), membersOf()]).toEqual([0, 0]);
    storage.finishDeletion = note;
    await finish();
    expect(await storage.listUnfinishedDeletions()).toEqual([]);
  });

  it('waits for the start after the next where the accounts cannot be written at the next, which the log says', async () => {
    refuse('organization');
    await remove();
    await finish();
    expect(service.logLines.join()).toContain('members of a deleted organization were not deleted');
    expect(await service.storage.listUnfinishedDeletions()).toEqual([id]);
  });

  it('cannot be undone by a token that a member asked for while it went on', async () => {
    const { storage } = service;
    const find = storage.findOrganization;
    // The member was found to belong, and then the organization is deleted.
    storage.findOrganization = async (asked) => {
      storage.findOrganization = find;
      expect((await remove()).status).toBe(204);
      return find(asked);
    };
    expect((await askToken()).status).toBe(403);
    expect([ledgerRowsOf(), membersOf()]).toEqual([0, 0]);
  });
});

describe('the deletion of an account', () => {
  it('is all or nothing: where it fails half-way the person keeps everything, and can try again', async () => {
    await service.people.member(owner, 'owner', 'second@example.com');
    const people = () => service.accountRows('SELECT id FROM user').length;
    const deleteAccount = () =>
      service.people.request('DELETE', '/api/v1/account', {
        cookie: owner.cookie,
        body: { email: owner.email },
      });
    // Deleted with the person's own row, after their invitations.
    refuse('member');
    expect((await deleteAccount()).status).toBe(500);
    expect([people(), membersOf()]).toEqual([2, 2]);
    expect((await askToken()).status).toBe(200);
    refuseNoMore();
    expect((await deleteAccount()).status).toBe(204);
    expect([people(), membersOf()]).toEqual([1, 1]);
  });
});
