import { createHash } from 'node:crypto';
import { type Html, html, trusted } from './html.ts';

/** The page's configuration in a script, as many sites have it. Nothing else names the stock stream. */
const INLINE_SCRIPT = `
window.ternTide = {
  apiBase: '/api/v1',
  streams: { stock: '/live/stock' },
  currency: 'EUR',
  locale: 'en-IE'
};
`;

// Inserted as one string, because white space that a formatter adds between the tags would change the hash.
const INLINE_SCRIPT_TAG = trusted(`<script>${INLINE_SCRIPT}</script>`);
const inlineScriptHash = createHash('sha256').update(INLINE_SCRIPT).digest('base64');

/** Nothing from other hosts, and no inline script but the one above. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${inlineScriptHash}'`,
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The whole document around a page's own content. `query` refills the search box. */
export function layout(title: string, main: Html, query = ''): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <meta
          name="description"
          content="A small shop for things that last: wool, salt, steel and light."
        />
        <link rel="icon" href="/assets/tern.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/base.css" />
        <link rel="stylesheet" href="/assets/window.css" />
        <link rel="stylesheet" href="/assets/product.css" />
        <link rel="stylesheet" href="/assets/cart.css" />
        ${INLINE_SCRIPT_TAG}
        <script type="module" src="/assets/shop.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the goods</a>
        <header class="bar">
          <a class="wordmark" href="/"
            ><img src="/assets/tern.svg" alt="" width="30" height="30" />Tern &amp; Tide</a
          >
          <form class="search" action="/" method="get" role="search">
            <input
              type="search"
              name="q"
              value="${query}"
              maxlength="60"
              placeholder="Search wool, salt, honey…"
              aria-label="Search the shop"
              autocomplete="off"
            />
            <ul class="suggestions" aria-label="Suggestions" hidden></ul>
          </form>
          <button class="cart-button" type="button" data-open-cart>
            Cart <span data-cart-count>0</span>
          </button>
        </header>
        <main id="main">${main}</main>
        <dialog class="cart" aria-label="Your cart"></dialog>
        <p class="toast" role="status" popover="manual"></p>
        <footer>
          <form class="newsletter" action="/newsletter" method="post">
            <label for="newsletter-email">Four letters a year, one per season.</label>
            <span class="row">
              <input
                id="newsletter-email"
                type="email"
                name="email"
                required
                maxlength="120"
                placeholder="you@example.com"
                autocomplete="email"
              />
              <button type="submit">Sign up</button>
            </span>
          </form>
          <p class="small">
            Tern &amp; Tide is an invented shop: nothing is sold, nothing is sent, and no address is
            kept.
          </p>
        </footer>
      </body>
    </html>`;
  return page.markup;
}
