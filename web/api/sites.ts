import { LANGUAGES } from '../../shared/code-languages.ts';
import type { CreateSiteRequest, Site } from '../../shared/organization.ts';
import type { SiteSettings } from '../../shared/site-settings.ts';
import { fieldsOf, flagOf, isFields, listOf, textOf, type Fields } from './read.ts';
import { jsonPost, readBody, type SendRequest } from './request.ts';

/** Sites that may frame the playground. `send` is that of the organization, see `organization.ts`. */
export async function listSites(send: SendRequest): Promise<Site[]> {
  const answer = await readBody(await send('sites'));
  return isFields(answer) ? listOf(answer, 'sites').filter(isFields).map(readSite) : [];
}

export async function addSite(send: SendRequest, request: CreateSiteRequest): Promise<void> {
  await send('sites', jsonPost(request));
}

export async function changeSite(
  send: SendRequest,
  siteId: string,
  settings: SiteSettings,
): Promise<void> {
  await send(`sites/${encodeURIComponent(siteId)}`, { ...jsonPost(settings), method: 'PATCH' });
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
    settings: readSettings(fieldsOf(fields, 'settings')),
    accent_shown: readShown(fieldsOf(fields, 'accent_shown')),
  };
}

function readSettings(fields: Fields): SiteSettings {
  const named = listOf(fields, 'languages');
  return {
    cta: readLink(fieldsOf(fields, 'cta')),
    accent: textOf(fields, 'accent'),
    examples: listOf(fields, 'examples')
      .filter(isFields)
      .map(readLink)
      .filter((example) => example !== null),
    languages: LANGUAGES.filter((language) => named.includes(language)),
  };
}

function readLink(fields: Fields): SiteSettings['cta'] {
  const label = textOf(fields, 'label');
  const url = textOf(fields, 'url');
  return label === null || url === null ? null : { label, url };
}

function readShown(fields: Fields): Site['accent_shown'] {
  const light = textOf(fields, 'light');
  const dark = textOf(fields, 'dark');
  if (light === null || dark === null) return null;
  return { light, dark, adjusted: flagOf(fields, 'adjusted') ?? false };
}
