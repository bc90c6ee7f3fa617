// Product pages only: reviews, and when a parcel would arrive.

import { api, element, money, toast } from './api-client.js';

const { product: slug } = document.querySelector('[data-product]').dataset;
const reviewList = document.querySelector('[data-reviews]');
const reviewForm = document.querySelector('[data-review]');
const estimateForm = document.querySelector('[data-estimate]');
const estimateAnswer = document.querySelector('[data-estimate-answer]');

async function showReviews() {
  const { items } = await api.get(`/products/${slug}/reviews`);
  reviewList.replaceChildren(
    ...items.map(({ author, stars, text }) =>
      element(
        'li',
        {},
        element(
          'span',
          { class: 'stars', role: 'img', 'aria-label': `${stars} of 5` },
          '★'.repeat(stars),
        ),
        element('p', {}, text),
        element('cite', {}, author),
      ),
    ),
  );
}

reviewForm.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { author, stars, text } = Object.fromEntries(new FormData(reviewForm));
  try {
    await api.post(`/products/${slug}/reviews`, { author, stars: Number(stars), text });
    reviewForm.reset();
    toast('Thank you. Somebody reads it before it appears.');
  } catch (refusal) {
    toast(refusal.message);
  }
});

// The oldest part of the shop, from before it had an API client.
estimateForm.addEventListener('submit', (event) => {
  event.preventDefault();
  const postcode = encodeURIComponent(estimateForm.elements.postcode.value);
  const request = new XMLHttpRequest();
  request.open('GET', '/api/v1/delivery-estimate?postcode=' + postcode);
  request.responseType = 'json';
  request.onload = () => {
    estimateAnswer.textContent =
      request.status === 200
        ? request.response.options
            .map(
              (option) =>
                `${option.method}: ${option.working_days} working days, ${money(option.price_cents)}`,
            )
            .join(' · ')
        : 'We do not know this postcode.';
  };
  request.onerror = () => (estimateAnswer.textContent = 'The post office does not answer.');
  request.send();
});

await showReviews();
