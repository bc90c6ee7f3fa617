import { Type } from 'typebox';
import { Value } from 'typebox/value';

const WithId = Type.Object({ id: Type.String() });

/** The id in a JSON answer. @throws when there is none. */
async function idIn(response: Response): Promise<string> {
  return Value.Parse(WithId, await response.json()).id;
}

/** One request with a JSON body (none where `body` is left out); redirects are answers, not followed. */
export function call(site: string, method: string, path: string, body?: object): Promise<Response> {
  const json = { 'content-type': 'application/json' };
  return fetch(`${site}${path}`, {
    method,
    redirect: 'manual',
    ...(body === undefined ? {} : { headers: json, body: JSON.stringify(body) }),
  });
}

/** A fresh cart with two tins of tea in it. */
export async function cartWithTea(site: string): Promise<string> {
  const cart = await idIn(await call(site, 'POST', '/api/v1/carts', {}));
  await call(site, 'POST', `/api/v1/carts/${cart}/items`, { slug: 'smoked-tea', quantity: 2 });
  return cart;
}

/** The id of an order that was just placed. */
export async function placedOrder(site: string): Promise<string> {
  const cart_id = await cartWithTea(site);
  return idIn(await call(site, 'POST', '/api/v1/checkout', { cart_id, delivery: 'courier' }));
}
