import type { Account, AccountOptions } from '../../../shared/account.ts';
import { ago, DAY_MS } from './fixed-time.ts';
import type { Answers } from './answers.ts';

export const ORGANIZATION_ID = '3f0c9a52-6d1e-4b7a-9c55-0f8a1de2b6c4';
export const OTHER_ORGANIZATION_ID = '8a7d31f0-52c4-4e39-8d1b-7f60b2ce9a15';

export const ACCOUNT: Account = {
  person: {
    id: '0d5b7c1e-93a4-4f6b-b2e8-61c7d0a9f354',
    email: 'ada@acme.example',
    email_verified: true,
    name: 'Ada Lovelace',
  },
  organizations: [
    { id: ORGANIZATION_ID, name: 'Acme', role: 'owner' },
    {
      id: OTHER_ORGANIZATION_ID,
      name: 'Northern Hemisphere Logistics and Warehousing',
      role: 'member',
    },
  ],
  invitations: [],
};

export const INVITED: Account = {
  ...ACCOUNT,
  invitations: [
    {
      id: 'b1f2c3d4-0000-4000-8000-000000000001',
      organization_name: 'Difference Engines',
      role: 'admin',
      expires_at: ago(-5 * DAY_MS),
    },
    {
      id: 'b1f2c3d4-0000-4000-8000-000000000002',
      organization_name: 'Analytical Society of the United Counties',
      role: 'member',
      expires_at: ago(-1 * DAY_MS),
    },
  ],
};

export const OPTIONS: AccountOptions = {
  enabled: true,
  sign_up: 'open',
  domains: [],
  password_length_min: 12,
  providers: [
    { id: 'github', name: 'GitHub' },
    { id: 'oidc', name: 'Acme ID' },
  ],
};

/** The answers of every state, unless it has others. */
export const ACCOUNT_ANSWERS: Answers = {
  'GET /api/v1/account/options': { json: OPTIONS },
  'GET /api/v1/account': { json: ACCOUNT },
  'POST /api/v1/account/token': { json: { token: 'fixed', expires_at: ago(-DAY_MS) } },
};
