import type { Endpoint } from '../../shared/discovery.ts';

const SITE = 'https://shop.example';
const DOCUMENT = `${SITE}/openapi.json`;
const SCRIPT = `${SITE}/assets/app.js`;

export const SAMPLE_URL = SITE;

/** The result that a visitor sees before the first run, always marked as a sample. */
export const SAMPLE_ENDPOINTS: readonly Endpoint[] = [
  sample('GET', '/api/v1/products', 0.95, DOCUMENT, 'openapi', { query: ['page', 'category'] }),
  sample('GET', '/api/v1/products/{id}', 0.95, DOCUMENT, 'openapi', { path: ['id'] }),
  sample('POST', '/api/v1/cart/items', 0.8, SCRIPT, 'fetch-call', {
    body: { product_id: 'string', quantity: 'number' },
  }),
  sample('DELETE', '/api/v1/cart/items/{itemId}', 0.7, SCRIPT, 'wrapper-call', {
    path: ['itemId'],
  }),
  sample('POST', '/graphql', 0.9, SCRIPT, 'graphql-introspection', {}, 'graphql'),
];

function sample(
  method: string,
  path: string,
  confidence: number,
  file: string,
  technique: string,
  parameters: Partial<Endpoint['parameters']>,
  apiType: Endpoint['api_type'] = 'rest',
): Endpoint {
  return {
    url: `${SITE}${path}`,
    method,
    api_type: apiType,
    confidence,
    parameters: { path: [], query: [], body: {}, ...parameters },
    source: [{ file, technique }],
  };
}
