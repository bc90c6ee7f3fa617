import type { Endpoint } from '../../shared/discovery.ts';

const SITE = 'https://shop.example';
const DOCUMENT = `${SITE}/openapi.json`;
const SCRIPT = `${SITE}/assets/index-B7x1.js`;

type Row = [
  method: string,
  path: string,
  confidence: number,
  technique: string,
  type?: Endpoint['api_type'],
];

const ROWS: Row[] = [
  ['GET', '/api/v1/products', 0.95, 'openapi'],
  ['POST', '/api/v1/products', 0.95, 'openapi'],
  ['GET', '/api/v1/products/{productId}', 0.95, 'openapi'],
  ['PUT', '/api/v1/products/{productId}', 0.95, 'openapi'],
  ['DELETE', '/api/v1/products/{productId}', 0.95, 'openapi'],
  ['PATCH', '/api/v1/products/{productId}/stock', 0.8, 'fetch-call'],
  ['GET', '/api/v1/products/{productId}/reviews', 0.7, 'wrapper-call'],
  ['POST', '/api/v1/cart/items', 0.8, 'fetch-call'],
  ['DELETE', '/api/v1/cart/items/{itemId}', 0.7, 'wrapper-call'],
  ['POST', '/graphql', 0.9, 'graphql-introspection', 'graphql'],
  ['GET', '/events', 0.5, 'event-source', 'sse'],
  ['GET', '/realtime/socket', 0.5, 'web-socket', 'websocket'],
  ['HEAD', '/health', 0.4, 'string'],
  [
    'OPTIONS',
    '/api/v2/organizations/{organizationId}/warehouses/{warehouseId}/shipments/{shipmentId}/labels',
    0.4,
    'string',
  ],
];

/** A result of many kinds: every method, every type, a path too long for a phone. */
export const FIXED_ENDPOINTS: Endpoint[] = ROWS.map(
  ([method, path, confidence, technique, type]) => ({
    url: `${SITE}${path}`,
    method,
    api_type: type ?? 'rest',
    confidence,
    parameters: {
      path: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
      query: method === 'GET' ? ['page', 'per_page'] : [],
      body: method === 'POST' ? { product_id: 'string', quantity: 'number' } : {},
    },
    source: [
      { file: technique === 'openapi' ? DOCUMENT : SCRIPT, technique },
      ...(confidence > 0.9 ? [{ file: SCRIPT, technique: 'fetch-call' }] : []),
    ],
  }),
);

/** What a malicious target might send. All of it must be shown as text. */
export const HOSTILE_ENDPOINTS: Endpoint[] = [
  hostile('GET', `${SITE}/<img src=x onerror=alert(1)>`, 'javascript:alert(1)'),
  hostile(
    '<b>GET</b>',
    `${SITE}/\u202Egnp.exe/{"};alert(1);//}`,
    'data:text/html,<script>alert(1)</script>',
  ),
  hostile('POST', `${SITE}/${'a'.repeat(400)}`, `${SITE}/${'b'.repeat(400)}.js`),
];

function hostile(method: string, url: string, file: string): Endpoint {
  return {
    url,
    method,
    api_type: 'rest',
    confidence: 0.4,
    parameters: {
      path: ['"><script>'],
      query: ['__proto__'],
      body: { constructor: '<svg onload=alert(1)>' },
    },
    source: [{ file, technique: '"><i>string' }],
  };
}
