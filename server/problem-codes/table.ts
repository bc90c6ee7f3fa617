import type { ErrorCode } from '../../shared/error-codes.ts';
import { REQUEST_CODES } from './requests.ts';
import { CREDENTIAL_CODES } from './credentials.ts';
import { LIMIT_CODES } from './limits.ts';
import { VISITOR_CODES } from './visitors.ts';
import { DISCOVERY_CODES } from './discoveries.ts';
import { PEOPLE_CODES } from './people.ts';
import { SERVICE_CODES } from './service.ts';
import type { CodeRow } from './row.ts';

/** Every error code that a client can get. Codes never change, because programs switch on them. */
export const PROBLEMS: Readonly<Record<ErrorCode, CodeRow>> = {
  ...REQUEST_CODES,
  ...CREDENTIAL_CODES,
  ...LIMIT_CODES,
  ...VISITOR_CODES,
  ...DISCOVERY_CODES,
  ...PEOPLE_CODES,
  ...SERVICE_CODES,
};

/** Codes whose answer carries `upgrade_url`, because a larger plan is a way on. */
export const OFFERS_UPGRADE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'not_entitled',
  'lifetime_quota_exhausted',
  'monthly_quota_exhausted',
  'too_many_new_visitors',
]);
