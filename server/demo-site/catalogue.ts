import { Type, type Static } from 'typebox';

import { CategoryId, PRODUCTS, type Product } from './products.ts';

export const Category = Type.Object(
  { id: CategoryId, title: Type.String(), note: Type.String() },
  { additionalProperties: false },
);
export type Category = Static<typeof Category>;

export const CATEGORIES: readonly Category[] = [
  { id: 'home', title: 'Home', note: 'Light, wool and steel' },
  { id: 'wear', title: 'Wear', note: 'Made for weather' },
  { id: 'larder', title: 'Larder', note: 'Smoked, salted, baked' },
];

export const Store = Type.Object(
  { id: Type.String(), town: Type.String(), street: Type.String(), opens: Type.String() },
  { additionalProperties: false },
);
export type Store = Static<typeof Store>;

/** Invented towns, so that no real address appears. */
export const STORES: readonly Store[] = [
  { id: 'port-merrow', town: 'Port Merrow', street: '3 Net Loft Lane', opens: 'Tue-Sat 10-18' },
  { id: 'skerry-head', town: 'Skerry Head', street: '11 Light Road', opens: 'Thu-Sun 11-16' },
];

export const Review = Type.Object(
  { author: Type.String(), stars: Type.Integer(), text: Type.String() },
  { additionalProperties: false },
);
export type Review = Static<typeof Review>;

const REVIEW_VOICES: readonly Review[] = [
  {
    author: 'Maren',
    stars: 5,
    text: 'Arrived in plain paper and smelled of the sea. Exactly as described.',
  },
  {
    author: 'Oskar',
    stars: 4,
    text: 'Sturdier than it looks. I would buy it again, in the other size.',
  },
  { author: 'Ines', stars: 5, text: 'A present that I kept for myself.' },
  { author: 'Tom', stars: 3, text: 'Good thing, slow post: a week to the islands.' },
  { author: 'Liv', stars: 5, text: 'Three winters and still the first thing I reach for.' },
];

export function findProduct(slug: string): Product | undefined {
  return PRODUCTS.find((candidate) => candidate.slug === slug);
}

/** Other products, those of the same category first. */
export function relatedProducts(to: Product, count = 3): Product[] {
  const others = PRODUCTS.filter((candidate) => candidate.slug !== to.slug);
  const near = others.filter((candidate) => candidate.category === to.category);
  return [...near, ...others.filter((candidate) => !near.includes(candidate))].slice(0, count);
}

/** Products whose name, texts or category contain every word of the query, in the order of `PRODUCTS`. */
export function searchProducts(query: string): Product[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  return PRODUCTS.filter((candidate) => {
    const text =
      `${candidate.name} ${candidate.tagline} ${candidate.story} ${candidate.category}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The three published reviews of a product, chosen by its position, so that they never change. */
export function reviewsOf(of: Product): Review[] {
  const place = PRODUCTS.indexOf(of);
  return REVIEW_VOICES.filter((_voice, index) => (index + place) % 5 < 3);
}
