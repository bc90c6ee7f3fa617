// Every page: search as you type, add to cart, live stock. The rest is loaded when it is needed.

import { api, element, money, toast } from './api-client.js';

const searchBox = document.querySelector('.search input');
const suggestionList = document.querySelector('.suggestions');
const cartCount = document.querySelector('[data-cart-count]');

let searchTimer;
let latestSearch = 0;

async function suggest() {
  const text = searchBox.value.trim();
  const search = ++latestSearch;
  if (text === '') return showSuggestions([]);
  const query = new URLSearchParams({ q: text, limit: '5' });
  const response = await fetch(`/search/suggest?${query}`);
  if (!response.ok || search !== latestSearch) return;
  const { suggestions } = await response.json();
  showSuggestions(suggestions);
}

function showSuggestions(suggestions) {
  suggestionList.hidden = suggestions.length === 0;
  suggestionList.replaceChildren(
    ...suggestions.map(({ slug, name, price_cents }) =>
      element(
        'li',
        {},
        element('a', { href: `/products/${slug}` }, name, element('span', {}, money(price_cents))),
      ),
    ),
  );
}

searchBox.addEventListener('input', () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(suggest, 150);
});
searchBox.form.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') showSuggestions([]);
});
document.addEventListener('click', (event) => {
  if (!searchBox.form.contains(event.target)) showSuggestions([]);
});

async function cartId() {
  const known = localStorage.getItem('cart');
  if (known) return known;
  const cart = await api.post('/carts');
  localStorage.setItem('cart', cart.id);
  return cart.id;
}

async function addToCart(slug) {
  const id = await cartId();
  try {
    return await api.post(`/carts/${id}/items`, { slug, quantity: 1 });
  } catch (refusal) {
    // The shop forgets carts when it restarts: begin a new one, once.
    if (!refusal.message.includes('no such cart')) throw refusal;
    localStorage.removeItem('cart');
    return api.post(`/carts/${await cartId()}/items`, { slug, quantity: 1 });
  }
}

export function showCount(cart) {
  cartCount.textContent = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

for (const button of document.querySelectorAll('[data-add]')) {
  button.addEventListener('click', async () => {
    try {
      showCount(await addToCart(button.dataset.add));
      toast('In your cart.');
    } catch (refusal) {
      toast(refusal.message);
    }
  });
}

document.querySelector('[data-open-cart]').addEventListener('click', async () => {
  const { openCart } = await import('./cart-drawer.js');
  await openCart();
});

const stream = new EventSource(window.ternTide.streams.stock);
stream.addEventListener('stock', (event) => {
  const { slug, in_stock } = JSON.parse(event.data);
  for (const note of document.querySelectorAll(`[data-stock="${slug}"]`)) {
    note.textContent = `${in_stock} left`;
    note.dataset.low = in_stock < 5 ? 'yes' : 'no';
  }
});

if (localStorage.getItem('cart')) {
  void import('./cart-drawer.js').then(({ recallCart }) => recallCart());
}
if (document.querySelector('[data-product]')) void import('./product.js');
