import type { Client } from './client.ts';

export const got: Client = {
  name: 'got',
  receiverNames: ['got'],
  baseKeys: ['prefixUrl'],
  queryKeys: ['searchParams'],
  bodyKeys: ['json'],
};
