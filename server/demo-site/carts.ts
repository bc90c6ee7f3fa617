import { BoundedMap } from './bounded-map.ts';
import { findProduct } from './catalogue.ts';
import { ShopError, unknownThing } from './shop-error.ts';
import type { Stock } from './stock.ts';

// One visitor needs one cart. Past these numbers the oldest are deleted.
const CARTS_MAX = 500;
const ORDERS_MAX = 500;
const QUANTITY_MAX = 20;
const VOUCHERS: ReadonlyMap<string, number> = new Map([
  ['TERN10', 10],
  ['LOWTIDE', 15],
]);

interface Cart {
  readonly id: string;
  readonly quantities: Map<string, number>;
  voucher: string | null;
}

interface CartView {
  id: string;
  lines: { slug: string; name: string; quantity: number; line_cents: number }[];
  voucher: string | null;
  discount_cents: number;
  total_cents: number;
}

interface Order {
  id: string;
  status: 'packing';
  delivery: string;
  lines: CartView['lines'];
  total_cents: number;
}

/** Carts and orders, in memory only. Every method throws a 404 for an unknown cart, product or order. */
export interface Carts {
  create(): CartView;
  view(id: string): CartView;
  add(id: string, slug: string, quantity: number): CartView;
  /** Quantity 0 removes the line. */
  setQuantity(id: string, slug: string, quantity: number): CartView;
  setVoucher(id: string, code: string): CartView;
  /** Turns a cart into an order and deletes the cart. @throws ShopError 409 when empty or out of stock. */
  checkOut(id: string, delivery: string): Order;
  order(id: string): Order;
}

/** `newId` must be unguessable, because whoever knows the id of a cart can read it. */
export function createCarts(stock: Stock, newId: () => string): Carts {
  const carts = new BoundedMap<Cart>(CARTS_MAX);
  const orders = new BoundedMap<Order>(ORDERS_MAX);

  const find = (id: string): Cart => {
    const cart = carts.get(id);
    if (!cart) throw unknownThing('cart');
    return cart;
  };

  const setQuantity = (id: string, slug: string, quantity: number): CartView => {
    const cart = find(id);
    if (!cart.quantities.has(slug)) throw unknownThing('line');
    if (quantity === 0) cart.quantities.delete(slug);
    else cart.quantities.set(slug, quantity);
    return viewOf(cart);
  };

  return {
    create() {
      const cart: Cart = { id: newId(), quantities: new Map(), voucher: null };
      carts.set(cart.id, cart);
      return viewOf(cart);
    },
    view: (id) => viewOf(find(id)),
    add(id, slug, quantity) {
      const cart = find(id);
      if (!findProduct(slug)) throw unknownThing('product');
      const wanted = (cart.quantities.get(slug) ?? 0) + quantity;
      if (wanted > QUANTITY_MAX) {
        throw new ShopError(409, 'too_many', `A cart holds at most ${QUANTITY_MAX} of one thing.`);
      }
      cart.quantities.set(slug, wanted);
      return viewOf(cart);
    },
    setQuantity,
    setVoucher(id, code) {
      const cart = find(id);
      if (!VOUCHERS.has(code))
        throw new ShopError(422, 'unknown_voucher', 'This code does not work.');
      cart.voucher = code;
      return viewOf(cart);
    },
    checkOut(id, delivery) {
      const { lines, total_cents } = viewOf(find(id));
      if (lines.length === 0) throw new ShopError(409, 'empty_cart', 'The cart is empty.');
      if (!stock.take(lines)) throw new ShopError(409, 'out_of_stock', 'Not enough on the shelf.');
      const order: Order = { id: newId(), status: 'packing', delivery, lines, total_cents };
      orders.set(order.id, order);
      carts.delete(id);
      return order;
    },
    order(id) {
      const order = orders.get(id);
      if (!order) throw unknownThing('order');
      return order;
    },
  };
}

function viewOf(cart: Cart): CartView {
  const lines = [...cart.quantities].map(([slug, quantity]) => {
    const product = findProduct(slug);
    const line_cents = (product?.price_cents ?? 0) * quantity;
    return { slug, name: product?.name ?? slug, quantity, line_cents };
  });
  const sumCents = lines.reduce((sum, line) => sum + line.line_cents, 0);
  const percentOff = VOUCHERS.get(cart.voucher ?? '') ?? 0;
  const discount_cents = Math.round((sumCents * percentOff) / 100);
  const total_cents = sumCents - discount_cents;
  return { id: cart.id, lines, voucher: cart.voucher, discount_cents, total_cents };
}
