import type { Organization } from '../../shared/organization.ts';
import { flagOf, isFields, textOf } from './read.ts';
import { jsonBody, readBody, type SendRequest } from './request.ts';

/** What the dashboard shows of an organization in addition to the person's membership. */
export type OrganizationFacts = Pick<
  Organization,
  'name' | 'plan' | 'created_at' | 'manages_sites'
>;

/** `send` is that of the organization, see `organization.ts`. An empty path is the organization itself. */
export async function getOrganization(send: SendRequest): Promise<OrganizationFacts> {
  const answer = await readBody(await send(''));
  const fields = isFields(answer) ? answer : {};
  return {
    name: textOf(fields, 'name') ?? '',
    plan: textOf(fields, 'plan') ?? '',
    created_at: textOf(fields, 'created_at') ?? '',
    manages_sites: flagOf(fields, 'manages_sites') ?? false,
  };
}

export async function renameOrganization(send: SendRequest, name: string): Promise<void> {
  await send('', jsonBody('PATCH', { name }));
}

/** @param name the organization's name, as the owner typed it */
export async function deleteOrganization(send: SendRequest, name: string): Promise<void> {
  await send('', jsonBody('DELETE', { name }));
}

export async function exportOrganization(send: SendRequest): Promise<Blob> {
  return (await send('export')).blob();
}
