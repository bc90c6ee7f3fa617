import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/page.css';
import '../styles/plans.css';
import { createApiClient } from '../api-client.ts';
import { contactLine, planCards } from './plan-cards.ts';

const list = document.getElementById('plans');
const contact = document.getElementById('contact');
try {
  const { plans, operatorContact } = await createApiClient((input, init) =>
    fetch(input, init),
  ).getPlans();
  list?.replaceChildren(...planCards(plans));
  if (operatorContact) contact?.replaceChildren(...contactLine(operatorContact));
} catch {
  list?.replaceChildren(
    'The plans could not be read from this server. Reload the page to try again.',
  );
}
