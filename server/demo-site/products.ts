import { Type, type Static } from 'typebox';

export const CategoryId = Type.Union([
  Type.Literal('home'),
  Type.Literal('wear'),
  Type.Literal('larder'),
]);
export type CategoryId = Static<typeof CategoryId>;

/** A product. `price_cents` is in euro cents; `restock_level` is its full stock. */
export const Product = Type.Object(
  {
    slug: Type.String(),
    name: Type.String(),
    category: CategoryId,
    price_cents: Type.Integer(),
    tagline: Type.String(),
    story: Type.String(),
    restock_level: Type.Integer(),
  },
  { additionalProperties: false },
);
export type Product = Static<typeof Product>;

function product(
  slug: string,
  name: string,
  category: CategoryId,
  price_cents: number,
  restock_level: number,
  tagline: string,
  story: string,
): Product {
  return { slug, name, category, price_cents, tagline, story, restock_level };
}

/** All products, in the order of the home page. Constant, so that every visit and every test sees the same. */
export const PRODUCTS: readonly Product[] = [
  product(
    'fisher-jumper',
    'Fisher jumper',
    'wear',
    13500,
    9,
    'Five-gauge lambswool',
    'Knitted in one piece so that there is no seam to give way. Heavy for the first week, then it is yours.',
  ),
  product(
    'enamel-mug',
    'Enamel mug',
    'home',
    1400,
    24,
    'Chips with dignity',
    'Steel, two coats of enamel, a rim dipped by hand. It survives the deck, the fire and the dishwasher.',
  ),
  product(
    'storm-lantern',
    'Storm lantern',
    'home',
    4600,
    8,
    'Burns twenty hours',
    'A flat wick, a glass that lifts, and a handle that stays cool. Lit in a gale, if you must.',
  ),
  product(
    'sea-salt',
    'Flaked sea salt',
    'larder',
    900,
    30,
    'Panned at low tide',
    'Evaporated slowly over birch, raked every hour. Coarse flakes that crush between two fingers.',
  ),
  product(
    'wool-throw',
    'Harbour throw',
    'home',
    8900,
    7,
    'For two, at a squeeze',
    'Thick wool, woven on a narrow loom and brushed on one side only: warm against you, quiet to the room.',
  ),
  product(
    'watch-cap',
    'Watch cap',
    'wear',
    3200,
    18,
    'Ribbed, rolled, warm',
    'Close to the ear and long enough to turn up twice. The colour of a buoy, so somebody finds you.',
  ),
  product(
    'smoked-tea',
    'Smoked tea',
    'larder',
    1200,
    20,
    'Tastes of bonfires',
    'Black leaf dried over pine embers. Strong, dark, and a little like the coat you wore last night.',
  ),
  product(
    'tide-clock',
    'Tide clock',
    'home',
    12000,
    5,
    'Tells you when to go',
    'One hand, one turn every twelve hours and twenty-five minutes. Set it once at high water.',
  ),
  product(
    'canvas-tote',
    'Sailcloth tote',
    'wear',
    3800,
    14,
    'Cut from a retired jib',
    'Each one has crossed something. Double-stitched handles, a rope loop for keys, no lining to tear.',
  ),
  product(
    'oatcakes',
    'Rough oatcakes',
    'larder',
    700,
    26,
    'Better with cheese',
    'Pinhead oats, butter and that sea salt. Baked thick enough to survive a rucksack.',
  ),
  product(
    'oilskin-jacket',
    'Oilskin jacket',
    'wear',
    18900,
    6,
    'Sheds a whole sea',
    'Waxed cotton, storm flap, a collar that stands by itself. Re-wax it every other autumn.',
  ),
  product(
    'heather-honey',
    'Heather honey',
    'larder',
    1500,
    16,
    'Sets like amber',
    'From hives carried up to the moor in August. So thick that it has to be pressed, not spun.',
  ),
];
