import '../ui/tokens.css';
import '../ui/base.css';
import './page.css';
import './leaked.css';
import { ApiProblem } from '../api/errors.ts';
import { reportLeakedKey } from '../api/leaked-keys.ts';
import { createRequest } from '../api/request.ts';

const RECEIVED = 'Thank you. If the key was valid, it has been revoked, and its owners are told.';
const NO_ANSWER = 'The server could not be reached. The key was not reported: try again.';

const form = document.querySelector<HTMLFormElement>('#leaked-form');
const field = document.querySelector<HTMLInputElement>('#leaked-key');
const button = form?.querySelector('button');
const answer = document.getElementById('leaked-answer');
const send = createRequest((input, init) => fetch(input, init));

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (!field || !button || !answer) return;
  button.disabled = true;
  answer.textContent = '';
  try {
    await reportLeakedKey(send, field.value.trim());
    answer.textContent = RECEIVED;
    field.value = '';
  } catch (thrown) {
    answer.textContent =
      thrown instanceof ApiProblem
        ? `The report was refused: ${thrown.body.detail} (${thrown.body.code}, ${thrown.body.request_id})`
        : NO_ANSWER;
  } finally {
    button.disabled = false;
  }
});
