/**
 * The window whose address says what is shown: the service's own page around the frame, so that its address can be
 * shared, or else the frame. The address of another site's page is that site's own.
 */
export function addressWindow(): Window {
  try {
    // Of another origin this throws.
    if (parent.location.origin === location.origin) return parent;
  } catch {
    // The frame's own address it is.
  }
  return window;
}

/** The stored result that an address leads to; null without one. */
export function linkedDiscovery(query: URLSearchParams): string | null {
  return /^[\w-]{1,64}$/.exec(query.get('discovery') ?? '')?.[0] ?? null;
}
