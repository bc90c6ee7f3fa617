import type { CreateSiteRequest, Site } from '../../shared/organization.ts';
import { isFields, listOf, textOf, type Fields } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

/** Sites that may frame the playground. Each takes the organization's own `send`, see `organization.ts`. */
export async function listSites(send: SendRequest): Promise<Site[]> {
  const answer = await readBody(await send('sites'));
  return isFields(answer) ? listOf(answer, 'sites').filter(isFields).map(readSite) : [];
}

export async function addSite(send: SendRequest, request: CreateSiteRequest): Promise<void> {
  await send('sites', jsonPost(request));
}

export async function removeSite(send: SendRequest, siteId: string): Promise<void> {
  await send(`sites/${encodeURIComponent(siteId)}`, { method: 'DELETE' });
}

function readSite(fields: Fields): Site {
  const origin = textOf(fields, 'origin') ?? '';
  return {
    id: textOf(fields, 'id') ?? '',
    origin,
    name: textOf(fields, 'name') ?? origin,
    created_at: textOf(fields, 'created_at') ?? '',
    created_by: textOf(fields, 'created_by'),
  };
}
