import type { Client } from './client.ts';

export const superagent: Client = {
  name: 'superagent',
  globals: ['superagent'],
  receiverNames: ['agent'],
  receiverWords: ['superagent'],
  verbs: { del: 'DELETE' },
};
