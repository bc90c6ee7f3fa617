import { PRODUCTS } from './products.ts';

export interface StockLevel {
  readonly slug: string;
  readonly in_stock: number;
}

/** The stock of each product, with subscriptions to its changes. */
export interface Stock {
  levels(): StockLevel[];
  level(slug: string): number;
  /** Takes the items of all lines, or of none and returns `false` where the stock of one is too low. */
  take(lines: readonly { slug: string; quantity: number }[]): boolean;
  /** Sells one item of the next product, or refills it where the stock is low. */
  tick(): void;
  /** @returns the function that unsubscribes. */
  subscribe(listener: (level: StockLevel) => void): () => void;
}

/** Begins with full stock. `tick` refills a product below two, so that no visitor can empty the shop for good. */
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
      // Steps of five through twelve products reach every one, because 5 and 12 have no common factor.
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
