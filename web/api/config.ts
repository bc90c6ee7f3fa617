import { isFields, listOf, numberOf, textOf } from './read.ts';
import { readBody, type SendRequest } from './request.ts';

/** What `GET /api/v1/playground/config` answers. */
export interface PlaygroundConfig {
  examples: { label: string; url: string }[];
  upgradeUrl: string;
  privacyUrl: string;
  quotaLimit: number;
  /** Whether the service has accounts that can take discoveries over. */
  claim: boolean;
}

export const DEFAULT_CONFIG: PlaygroundConfig = {
  examples: [],
  upgradeUrl: '/upgrade',
  privacyUrl: '/privacy',
  quotaLimit: 10,
  claim: false,
};

export async function getConfig(send: SendRequest): Promise<PlaygroundConfig> {
  return readConfig(await readBody(await send('/api/v1/playground/config')));
}

function readConfig(value: unknown): PlaygroundConfig {
  if (!isFields(value)) return DEFAULT_CONFIG;
  const examples = listOf(value, 'examples')
    .filter(isFields)
    .map((example) => ({ label: textOf(example, 'label'), url: textOf(example, 'url') ?? '' }))
    .filter((example) => example.url !== '')
    .map(({ label, url }) => ({ label: label ?? url, url }));
  return {
    examples,
    upgradeUrl: textOf(value, 'upgrade_url') ?? DEFAULT_CONFIG.upgradeUrl,
    privacyUrl: textOf(value, 'privacy_url') ?? DEFAULT_CONFIG.privacyUrl,
    quotaLimit: numberOf(value, 'quota_limit') ?? DEFAULT_CONFIG.quotaLimit,
    claim: value['claim'] === true,
  };
}
