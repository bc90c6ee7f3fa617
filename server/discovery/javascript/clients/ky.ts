import type { Client } from './client.ts';

export const ky: Client = {
  name: 'ky',
  globals: ['ky'],
  receiverNames: ['ky'],
  baseKeys: ['prefixUrl', 'prefix'],
  queryKeys: ['searchParams'],
  bodyKeys: ['json'],
};
