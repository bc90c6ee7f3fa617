import { CATEGORIES, findProduct, relatedProducts } from '../catalogue.ts';
import type { Product } from '../products.ts';
import type { Stock } from '../stock.ts';
import { type Html, html, price } from './html.ts';
import { layout } from './layout.ts';

interface Window {
  readonly products: readonly Product[];
  readonly stock: Stock;
  readonly query: string;
  readonly category: string | undefined;
  readonly subscribed: boolean;
}

/** The home page: all products, or those of a search or a category. */
export function homePage({ products, stock, query, category, subscribed }: Window): string {
  const chips = [{ id: '', title: 'Everything' }, ...CATEGORIES].map(({ id, title }) => {
    const current = id === (category ?? '') ? html` aria-current="page"` : html``;
    return html`<a href="${id === '' ? '/' : `/?category=${id}`}" ${current}>${title}</a>`;
  });
  const body = html`
    ${subscribed ? html`<p class="banner" role="status">Thank you. The next letter leaves with the season.</p>` : html``}
    <section class="hero">
      <div>
        <p class="eyebrow">Spring tide, low stock</p>
        <h1>Things that last, from the edge of the sea.</h1>
        <p>Twelve of them, made slowly by people we know, and mended when they wear.</p>
      </div>
      <img src="/assets/coast.svg" alt="" width="520" height="300" />
    </section>
    <nav class="chips" aria-label="Categories">${chips}</nav>
    ${query === '' ? html`` : html`<p class="found">${products.length} found for “${query}”</p>`}
    <section class="grid" aria-label="Products">
      ${products.map((product) => card(product, stock))}
    </section>
  `;
  return layout('Tern & Tide: things that last', body, query);
}

/** One product. A script adds its reviews and the delivery estimate. */
export function productPage(product: Product, stock: Stock): string {
  const body = html`
    <article class="product" data-product="${product.slug}">
      <img
        class="picture"
        src="/assets/images/${product.slug}.svg"
        alt=""
        width="480"
        height="480"
      />
      <div>
        <p class="eyebrow"><a href="/?category=${product.category}">${product.category}</a></p>
        <h1>${product.name}</h1>
        <p class="tagline">${product.tagline}</p>
        <p>${product.story}</p>
        <p class="price">${price(product.price_cents)} ${stockNote(product, stock)}</p>
        <button class="add" type="button" data-add="${product.slug}">Add to cart</button>
        <form class="estimate row" data-estimate>
          <input
            name="postcode"
            inputmode="numeric"
            pattern="[0-9]{4,5}"
            required
            maxlength="5"
            placeholder="Postcode"
            aria-label="Postcode"
          />
          <button type="submit" class="quiet">When would it arrive?</button>
        </form>
        <p class="small" data-estimate-answer role="status"></p>
      </div>
    </article>
    <section class="reviews" aria-labelledby="reviews-title">
      <h2 id="reviews-title">What people say</h2>
      <ul data-reviews></ul>
      <form class="review" data-review>
        <input
          name="author"
          required
          maxlength="40"
          placeholder="Your name"
          aria-label="Your name"
        />
        <select name="stars" aria-label="Stars">
          <option>5</option>
          <option>4</option>
          <option>3</option>
          <option>2</option>
          <option>1</option>
        </select>
        <textarea
          name="text"
          required
          maxlength="500"
          rows="2"
          placeholder="How has it held up?"
          aria-label="Your review"
        ></textarea>
        <button type="submit" class="quiet">Send review</button>
      </form>
    </section>
    <section aria-labelledby="related-title">
      <h2 id="related-title">Goes well with</h2>
      <div class="grid">${relatedProducts(product, 4).map((other) => card(other, stock))}</div>
    </section>
  `;
  return layout(`${product.name} · Tern & Tide`, body);
}

/** The page of an error, such as 404 or 400. */
export function refusalPage(title: string, sentence: string): string {
  const window = ['sea-salt', 'storm-lantern'].flatMap((slug) => findProduct(slug) ?? []);
  const body = html`
    <section class="refusal">
      <h1>${title}</h1>
      <p>${sentence}</p>
      <p>
        <a href="/">Back to the shop window</a>, or straight to
        ${window.map(({ slug, name }) => html`<a href="/products/${slug}">${name}</a> `)}
      </p>
    </section>
  `;
  return layout(`${title} · Tern & Tide`, body);
}

function card(product: Product, stock: Stock): Html {
  return html`<article class="card">
    <a href="/products/${product.slug}">
      <img
        class="picture"
        src="/assets/images/${product.slug}.svg"
        alt=""
        width="240"
        height="240"
        loading="lazy"
      />
      <h3>${product.name}</h3>
    </a>
    <p class="tagline">${product.tagline}</p>
    <p class="price">${price(product.price_cents)} ${stockNote(product, stock)}</p>
    <button
      class="add"
      type="button"
      data-add="${product.slug}"
      aria-label="Add ${product.name} to cart"
    >
      Add
    </button>
  </article>`;
}

function stockNote({ slug }: Product, stock: Stock): Html {
  const level = stock.level(slug);
  return html`<span class="stock" data-stock="${slug}" data-low="${level < 5 ? 'yes' : 'no'}"
    >${level} left</span
  >`;
}
