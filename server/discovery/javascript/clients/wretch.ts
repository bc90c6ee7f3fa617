import type { Client } from './client.ts';

export const wretch: Client = { name: 'wretch', receiverNames: ['wretch'] };
