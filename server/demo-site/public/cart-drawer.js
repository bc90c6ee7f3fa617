// The cart, its voucher and the checkout: loaded when somebody opens it or comes back to one.

import { api, element, money, toast } from './api-client.js';
import { showCount } from './shop.js';

const dialog = document.querySelector('dialog.cart');
const EMPTY = { lines: [], discount_cents: 0, total_cents: 0 };

async function load() {
  const id = localStorage.getItem('cart');
  if (!id) return EMPTY;
  try {
    return await api.get(`/carts/${id}`);
  } catch {
    localStorage.removeItem('cart');
    return EMPTY;
  }
}

/** Brings back the number beside the cart button. */
export async function recallCart() {
  showCount(await load());
}

export async function openCart() {
  render(await load());
  dialog.showModal();
}

async function act(call) {
  try {
    render(await call());
  } catch (refusal) {
    toast(refusal.message);
  }
}

function button(label, onClick, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

function lineRow(cart, { slug, name, quantity, line_cents }) {
  const path = `/carts/${cart.id}/items/${slug}`;
  const set = (wanted) => act(() => api.patch(path, { quantity: wanted }));
  return element(
    'li',
    {},
    element('img', { src: `/assets/images/${slug}.svg`, alt: '', width: 52, height: 52 }),
    element('span', { class: 'name' }, name, element('small', {}, money(line_cents))),
    element(
      'span',
      { class: 'steps' },
      button('−', () => set(quantity - 1), { 'aria-label': `One ${name} less` }),
      String(quantity),
      button('+', () => set(Math.min(quantity + 1, 20)), { 'aria-label': `One ${name} more` }),
    ),
    button('Remove', () => act(() => api.delete(path)), { class: 'link' }),
  );
}

function voucherForm(cart) {
  const input = element('input', {
    'aria-label': 'Voucher',
    placeholder: 'Voucher (try TERN10)',
    maxlength: 20,
  });
  const form = element(
    'form',
    { class: 'row' },
    input,
    element('button', { class: 'quiet' }, 'Apply'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void act(() =>
      api.put(`/carts/${cart.id}/voucher`, { code: input.value.trim().toUpperCase() }),
    );
  });
  return form;
}

async function checkOut(cart) {
  try {
    const placed = await api.post('/checkout', { cart_id: cart.id, delivery: 'letterbox' });
    localStorage.removeItem('cart');
    showCount(EMPTY);
    const order = await api.get(`/orders/${placed.id}`);
    dialog.replaceChildren(
      heading('Thank you'),
      element(
        'p',
        {},
        `Order ${order.id.slice(0, 8)} is ${order.status}: ${money(order.total_cents)}.`,
      ),
      element(
        'p',
        { class: 'small' },
        'Not really: this shop is invented, and nothing will arrive.',
      ),
    );
  } catch (refusal) {
    toast(refusal.message);
  }
}

function heading(text) {
  const close = button('Close', () => dialog.close(), { class: 'link' });
  return element('header', {}, element('h2', {}, text), close);
}

function render(cart) {
  showCount(cart);
  if (cart.lines.length === 0) {
    dialog.replaceChildren(heading('Your cart'), element('p', {}, 'Nothing in it yet.'));
    return;
  }
  const sum = [
    element('p', { class: 'total' }, 'Total', element('strong', {}, money(cart.total_cents))),
  ];
  if (cart.discount_cents > 0) {
    sum.unshift(
      element(
        'p',
        { class: 'total' },
        cart.voucher,
        element('span', {}, `−${money(cart.discount_cents)}`),
      ),
    );
  }
  dialog.replaceChildren(
    heading('Your cart'),
    element('ul', {}, ...cart.lines.map((line) => lineRow(cart, line))),
    voucherForm(cart),
    ...sum,
    button('Check out', () => checkOut(cart), { class: 'add' }),
  );
}
