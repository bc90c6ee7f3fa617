import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createCarts } from '../../server/demo-site/carts.ts';
import { createStock } from '../../server/demo-site/stock.ts';

function openShop() {
  const stock = createStock();
  return { stock, carts: createCarts(stock, randomUUID) };
}

describe('carts', () => {
  it('takes ten per cent off with the voucher', () => {
    const { carts } = openShop();
    const { id } = carts.create();
    carts.add(id, 'tide-clock', 1);
    carts.add(id, 'sea-salt', 1);
    expect(carts.setVoucher(id, 'TERN10')).toMatchObject({
      discount_cents: 1290,
      total_cents: 11610,
    });
  });

  it('takes what was ordered off the shelf and tells who watches', () => {
    const { stock, carts } = openShop();
    const seen: object[] = [];
    stock.subscribe((level) => seen.push(level));
    const { id } = carts.create();
    carts.add(id, 'tide-clock', 2);
    carts.checkOut(id, 'letterbox');
    expect(seen).toEqual([{ slug: 'tide-clock', in_stock: 3 }]);
  });

  it('refuses an order that the shelf cannot fill, and takes nothing', () => {
    const { stock, carts } = openShop();
    const { id } = carts.create();
    carts.add(id, 'sea-salt', 1);
    carts.add(id, 'tide-clock', 6);
    expect(() => carts.checkOut(id, 'courier')).toThrow('Not enough on the shelf.');
    expect(stock.level('sea-salt')).toBe(30);
  });

  it('turns one cart into one order only', () => {
    const { carts } = openShop();
    const { id } = carts.create();
    carts.add(id, 'sea-salt', 1);
    const order = carts.checkOut(id, 'courier');
    expect(carts.order(order.id)).toEqual(order);
    expect(() => carts.checkOut(id, 'courier')).toThrow('There is no such cart.');
  });

  it('forgets the oldest cart when there are too many', () => {
    const { carts } = openShop();
    const first = carts.create();
    const second = carts.create();
    for (let made = 2; made < 501; made += 1) carts.create();
    expect(() => carts.view(first.id)).toThrow('There is no such cart.');
    expect(carts.view(second.id)).toEqual(second);
  });
});

describe('stock', () => {
  it('sells every product in turn and refills a shelf that runs low', () => {
    const { stock } = openShop();
    const sold = new Set<string>();
    stock.subscribe(({ slug }) => sold.add(slug));
    for (let tick = 0; tick < 12; tick += 1) stock.tick();
    expect(sold.size).toBe(12);
    for (let tick = 0; tick < 12 * 4; tick += 1) stock.tick();
    expect(stock.level('tide-clock')).toBe(5);
  });
});
