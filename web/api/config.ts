import { LANGUAGES, type Language } from '../../shared/code-languages.ts';
import { fieldsOf, isFields, listOf, numberOf, textOf } from './read.ts';
import { readBody, type SendRequest } from './request.ts';

/** What `GET /api/v1/playground/config` answers. */
export interface PlaygroundConfig {
  examples: { label: string; url: string }[];
  upgradeUrl: string;
  privacyUrl: string;
  quotaLimit: number;
  /** Whether the service has accounts, which can claim discoveries. */
  claim: boolean;
  /** The site's own link, shown instead of the service's upgrade link; null where it has none. */
  cta: { label: string; url: string } | null;
  /** The languages of the Code tab. */
  languages: readonly Language[];
}

export const DEFAULT_CONFIG: PlaygroundConfig = {
  examples: [],
  upgradeUrl: '/upgrade',
  privacyUrl: '/privacy',
  quotaLimit: 10,
  claim: false,
  cta: null,
  languages: LANGUAGES,
};

/** @param site the ID of the site that frames the page; its settings hold then */
export async function getConfig(
  send: SendRequest,
  site: string | undefined,
): Promise<PlaygroundConfig> {
  const query = site ? `?site=${site}` : '';
  return readConfig(await readBody(await send(`/api/v1/playground/config${query}`)));
}

function readConfig(value: unknown): PlaygroundConfig {
  if (!isFields(value)) return DEFAULT_CONFIG;
  const examples = listOf(value, 'examples')
    .filter(isFields)
    .map((example) => ({ label: textOf(example, 'label'), url: textOf(example, 'url') ?? '' }))
    .filter((example) => example.url !== '')
    .map(({ label, url }) => ({ label: label ?? url, url }));
  const named = listOf(value, 'languages');
  const languages = LANGUAGES.filter((language) => named.includes(language));
  const cta = fieldsOf(value, 'cta');
  const url = textOf(cta, 'url');
  return {
    examples,
    upgradeUrl: textOf(value, 'upgrade_url') ?? DEFAULT_CONFIG.upgradeUrl,
    privacyUrl: textOf(value, 'privacy_url') ?? DEFAULT_CONFIG.privacyUrl,
    quotaLimit: numberOf(value, 'quota_limit') ?? DEFAULT_CONFIG.quotaLimit,
    claim: value['claim'] === true,
    cta: url ? { label: textOf(cta, 'label') ?? url, url } : null,
    languages: languages.length > 0 ? languages : LANGUAGES,
  };
}
