import type { Account, AccountOptions, Role } from '../../shared/account.ts';
import { fieldsOf, flagOf, isFields, listOf, numberOf, textOf, type Fields } from './read.ts';
import { jsonBody, jsonPost, readBody, type SendRequest } from './request.ts';

export async function getAccountOptions(send: SendRequest): Promise<AccountOptions> {
  const body = await readBody(await send('/api/v1/account/options'));
  const fields = isFields(body) ? body : {};
  const signUp = textOf(fields, 'sign_up');
  return {
    enabled: flagOf(fields, 'enabled') ?? false,
    // An unknown policy counts as closed, because the form would fail.
    sign_up: signUp === 'open' || signUp === 'domains' ? signUp : 'closed',
    domains: listOf(fields, 'domains').filter((domain) => typeof domain === 'string'),
    password_length_min: numberOf(fields, 'password_length_min') ?? 8,
    providers: listOf(fields, 'providers')
      .filter(isFields)
      .map((provider) => ({ id: text(provider, 'id'), name: text(provider, 'name') })),
  };
}

/** The signed-in person. @throws ApiProblem with `session_required` where nobody is signed in */
export async function getAccount(send: SendRequest): Promise<Account> {
  return readAccount(await readBody(await send('/api/v1/account')));
}

export async function createOrganization(send: SendRequest, name: string): Promise<{ id: string }> {
  const response = await send('/api/v1/account/organizations', jsonPost({ name }));
  const body = await readBody(response);
  return { id: isFields(body) ? text(body, 'id') : '' };
}

/** A token for the routes of one organization, and when it expires, in ms since 1970. */
export async function issueToken(
  send: SendRequest,
  organizationId: string,
): Promise<{ token: string; expiresAtMs: number }> {
  const request = jsonPost({ organization_id: organizationId });
  const body = await readBody(await send('/api/v1/account/token', request));
  const fields = isFields(body) ? body : {};
  return { token: text(fields, 'token'), expiresAtMs: Date.parse(text(fields, 'expires_at')) };
}

export async function answerInvitation(
  send: SendRequest,
  invitationId: string,
  answer: 'accept' | 'decline',
): Promise<void> {
  await send(
    `/api/v1/account/invitations/${encodeURIComponent(invitationId)}/${answer}`,
    jsonPost({}),
  );
}

/** Everything that the service stores about the person, as a JSON file. */
export async function exportAccount(send: SendRequest): Promise<Blob> {
  return (await send('/api/v1/account/export')).blob();
}

export async function deleteAccount(send: SendRequest, email: string): Promise<void> {
  await send('/api/v1/account', jsonBody('DELETE', { email }));
}

export function readRole(name: string | null): Role {
  return name === 'owner' || name === 'admin' ? name : 'member';
}

function readAccount(value: unknown): Account {
  const fields = isFields(value) ? value : {};
  const person = fieldsOf(fields, 'person');
  return {
    person: {
      id: text(person, 'id'),
      email: text(person, 'email'),
      email_verified: flagOf(person, 'email_verified') ?? false,
      name: text(person, 'name'),
    },
    organizations: listOf(fields, 'organizations')
      .filter(isFields)
      .map((each) => ({
        id: text(each, 'id'),
        name: text(each, 'name'),
        role: readRole(textOf(each, 'role')),
      })),
    invitations: listOf(fields, 'invitations')
      .filter(isFields)
      .map((each) => ({
        id: text(each, 'id'),
        organization_name: text(each, 'organization_name'),
        role: readRole(textOf(each, 'role')),
        expires_at: text(each, 'expires_at'),
      })),
  };
}

function text(fields: Fields, name: string): string {
  return textOf(fields, name) ?? '';
}
