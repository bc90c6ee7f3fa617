export interface ShippingOption {
  method: 'letterbox' | 'courier';
  working_days: number;
  price_cents: number;
}

/** The price of a delivery in euro cents, and how many working days it takes. */
export function shippingOptions(thingCount: number, extraDays: number): ShippingOption[] {
  return [
    { method: 'letterbox', working_days: 3 + extraDays, price_cents: 350 + 50 * thingCount },
    { method: 'courier', working_days: 1 + extraDays, price_cents: 790 + 120 * thingCount },
  ];
}

/** Additional working days for islands, whose postcodes begin with 7 to 9. */
export function islandDays(postcode: string): number {
  return /^[789]/u.test(postcode) ? 2 : 0;
}
