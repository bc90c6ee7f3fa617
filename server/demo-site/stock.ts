import { PRODUCTS } from './products.ts';

export interface StockLevel {
  readonly slug: string;
  readonly in_stock: number;
}

/** How many of each product are on the shelf, and who wants to know when that changes. */
export interface Stock {
  levels(): StockLevel[];
  level(slug: string): number;
  /** Takes all of these lines or none; `false` when the shelf holds too little of one. */
  take(lines: readonly { slug: string; quantity: number }[]): boolean;
  /** Sells one of the next product, or refills its shelf when it runs low, as a busy shop would. */
  tick(): void;
  /** @returns the function that unsubscribes. */
  subscribe(listener: (level: StockLevel) => void): () => void;
}

/** Full shelves. A shelf below two is refilled by `tick`, so that no visitor can empty the shop for good. */
export function createStock(): Stock {
  const shelf = new Map(PRODUCTS.map((product) => [product.slug, product.restock_level]));
  const listeners = new Set<(level: StockLevel) => void>();
  let nextToSell = 0;

  const level = (slug: string): number => shelf.get(slug) ?? 0;
  const change = (slug: string, in_stock: number): void => {
    shelf.set(slug, in_stock);
    for (const listener of listeners) listener({ slug, in_stock });
  };

  return {
    level,
    levels: () => PRODUCTS.map(({ slug }) => ({ slug, in_stock: level(slug) })),
    take(lines) {
      if (lines.some(({ slug, quantity }) => quantity > level(slug))) return false;
      for (const { slug, quantity } of lines) change(slug, level(slug) - quantity);
      return true;
    },
    tick() {
      // Five and twelve share no factor: the walk reaches every product, in a fixed order.
      nextToSell = (nextToSell + 5) % PRODUCTS.length;
      const product = PRODUCTS[nextToSell];
      if (!product) return;
      const left = level(product.slug);
      change(product.slug, left < 2 ? product.restock_level : left - 1);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
