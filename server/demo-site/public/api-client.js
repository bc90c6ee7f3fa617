// The one place that talks to the shop's API: a base path, five methods, JSON both ways.

const base = window.ternTide.apiBase;

async function send(method, path, body) {
  const init = { method, headers: { accept: 'application/json' } };
  if (body !== undefined) {
    init.headers['content-type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  const response = await fetch(`${base}${path}`, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  return answer;
}

export const api = {
  get: (path) => send('GET', path),
  post: (path, body = {}) => send('POST', path, body),
  put: (path, body) => send('PUT', path, body),
  patch: (path, body) => send('PATCH', path, body),
  delete: (path) => send('DELETE', path),
};

const format = new Intl.NumberFormat(window.ternTide.locale, {
  style: 'currency',
  currency: window.ternTide.currency,
  trailingZeroDisplay: 'stripIfInteger',
});

export function money(cents) {
  return format.format(cents / 100);
}

/** An element with attributes and children; text is always text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

let toastTimer;

/** Says one sentence for four seconds. */
export function toast(sentence) {
  const place = document.querySelector('.toast');
  place.textContent = sentence;
  // A popover, since only the top layer is above the cart's dialog. Closed first, so that it is on top again.
  place.hidePopover();
  place.showPopover();
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => place.hidePopover(), 4000);
}
