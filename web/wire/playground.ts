import type { Challenge, CreateKeyResponse } from '../../shared/playground.ts';
import { readQuota } from './discovery.ts';
import { fieldsOf, isFields, listOf, numberOf, textOf } from './read.ts';

/** What `GET /api/v1/playground/config` answers. */
export interface PlaygroundConfig {
  examples: { label: string; url: string }[];
  upgradeUrl: string;
  privacyUrl: string;
  quotaLimit: number;
}

export const DEFAULT_CONFIG: PlaygroundConfig = {
  examples: [],
  upgradeUrl: '/upgrade',
  privacyUrl: '/privacy',
  quotaLimit: 10,
};

export function readConfig(value: unknown): PlaygroundConfig {
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
  };
}

/** @returns `null` where a field is missing without which the key is of no use. */
export function readCreatedKey(value: unknown): CreateKeyResponse | null {
  if (!isFields(value)) return null;
  const apiKey = textOf(value, 'api_key');
  const organizationId = textOf(value, 'organization_id');
  const quota = readQuota(value['quota']);
  if (apiKey === null || organizationId === null || quota === null) return null;
  const recognizedBy = textOf(value, 'recognized_by');
  return {
    api_key: apiKey,
    organization_id: organizationId,
    quota,
    visitor: textOf(value, 'visitor') === 'returning' ? 'returning' : 'new',
    recognized_by:
      recognizedBy === 'device' || recognizedBy === 'browser_and_network' ? recognizedBy : 'none',
    upgrade_url: textOf(value, 'upgrade_url') ?? DEFAULT_CONFIG.upgradeUrl,
  };
}

/** The solver reads it as it came: the signature covers every member, known to us or not. */
export function isChallenge(value: unknown): value is Challenge {
  if (!isFields(value)) return false;
  const parameters = fieldsOf(value, 'parameters');
  return (
    textOf(parameters, 'nonce') !== null &&
    textOf(parameters, 'salt') !== null &&
    textOf(parameters, 'keyPrefix') !== null &&
    numberOf(parameters, 'cost') !== null
  );
}
