import '../ui/tokens.css';
import '../ui/base.css';
import './page.css';
import './plans.css';
import { getPlans } from '../api/plans.ts';
import { createRequest } from '../api/request.ts';
import { contactLine, planCards } from './plan-cards.ts';

const list = document.getElementById('plans');
const contact = document.getElementById('contact');
try {
  const { plans, installedModules, operatorContact } = await getPlans(
    createRequest((input, init) => fetch(input, init)),
  );
  list?.replaceChildren(...planCards(plans, installedModules));
  if (operatorContact) contact?.replaceChildren(...contactLine(operatorContact));
} catch {
  list?.replaceChildren(
    'The plans could not be read from this server. Reload the page to try again.',
  );
}
