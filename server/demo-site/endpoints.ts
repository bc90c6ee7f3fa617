/** The easiest place to find an endpoint in. Some are named in several places. */
type RevealedBy =
  | 'openapi' // /docs/openapi.json, which only a Link header names
  | 'script' // the entry module or what it imports statically
  | 'lazy-script' // a module behind import()
  | 'inline-script' // the page's own configuration
  | 'form'; // a form's action and method

export interface DemoEndpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path template as in OpenAPI: `{name}` stands for one segment. */
  readonly path: string;
  readonly revealedBy: RevealedBy;
}

/**
 * The complete list of API endpoints that the demo shop serves: a discovery of the
 * shop should find exactly these. Pages, pictures, the OpenAPI document itself,
 * robots.txt and the sitemap are not in it.
 */
export const DEMO_ENDPOINTS: readonly DemoEndpoint[] = [
  { method: 'GET', path: '/api/v1/products', revealedBy: 'openapi' },
  { method: 'GET', path: '/api/v1/products/{slug}', revealedBy: 'openapi' },
  { method: 'GET', path: '/api/v1/products/{slug}/related', revealedBy: 'openapi' },
  { method: 'GET', path: '/api/v1/categories', revealedBy: 'openapi' },
  { method: 'GET', path: '/api/v1/categories/{id}', revealedBy: 'openapi' },
  { method: 'GET', path: '/api/v1/stores', revealedBy: 'openapi' },
  { method: 'GET', path: '/api/v1/stores/{id}', revealedBy: 'openapi' },
  { method: 'POST', path: '/api/v1/shipping-quotes', revealedBy: 'openapi' },

  { method: 'GET', path: '/search/suggest', revealedBy: 'script' },
  { method: 'POST', path: '/api/v1/carts', revealedBy: 'script' },
  { method: 'POST', path: '/api/v1/carts/{id}/items', revealedBy: 'script' },

  { method: 'GET', path: '/api/v1/carts/{id}', revealedBy: 'lazy-script' },
  { method: 'PATCH', path: '/api/v1/carts/{id}/items/{slug}', revealedBy: 'lazy-script' },
  { method: 'DELETE', path: '/api/v1/carts/{id}/items/{slug}', revealedBy: 'lazy-script' },
  { method: 'PUT', path: '/api/v1/carts/{id}/voucher', revealedBy: 'lazy-script' },
  { method: 'POST', path: '/api/v1/checkout', revealedBy: 'lazy-script' },
  { method: 'GET', path: '/api/v1/orders/{id}', revealedBy: 'lazy-script' },
  { method: 'GET', path: '/api/v1/products/{slug}/reviews', revealedBy: 'lazy-script' },
  { method: 'POST', path: '/api/v1/products/{slug}/reviews', revealedBy: 'lazy-script' },
  { method: 'GET', path: '/api/v1/delivery-estimate', revealedBy: 'lazy-script' },

  { method: 'GET', path: '/live/stock', revealedBy: 'inline-script' },
  { method: 'POST', path: '/newsletter', revealedBy: 'form' },
];
