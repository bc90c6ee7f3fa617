import type { Client } from './client.ts';

/**
 * Clients that generators write from an OpenAPI document: `request(OpenAPI, {method: 'GET', url: '/users', query})`.
 */
export const openapiGenerated: Client = {
  name: 'OpenAPI generators',
  baseKeys: ['baseUrl', 'basePath', 'rootUrl'],
  requestKeys: ['options'],
  queryKeys: ['query'],
};
