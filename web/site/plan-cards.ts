import { safeHref } from '../ui/links.ts';
import type { Plan } from '../api/plans.ts';

/** One card for each plan. The playground's is marked as the one that the visitor has. */
export function planCards(
  plans: readonly Plan[],
  installed: readonly string[] | null,
): HTMLElement[] {
  return plans.map((plan) => {
    const card = element('article', 'plan');
    const title = element('h3', 'plan-title', plan.title);
    if (plan.name === 'playground') title.append(element('span', 'plan-mark', 'You are here'));
    const facts = element('dl', 'plan-facts');
    facts.append(
      ...fact('Access', plan.access === 'full' ? 'Read and write' : 'Read only'),
      ...fact('Quota', plan.quota),
      ...fact('Limits', plan.windows),
      ...fact('Modules', moduleList(plan.modules, installed)),
    );
    card.append(title);
    if (plan.priceNote) card.append(element('p', 'plan-price', plan.priceNote));
    card.append(facts);
    return card;
  });
}

/** A plan may include modules that are not installed on this server. The card says so before anybody pays for them. */
function moduleList(modules: readonly string[], installed: readonly string[] | null): string {
  const isHere = (name: string) => installed === null || installed.includes(name);
  const here = modules.filter(isHere);
  const elsewhere = modules.filter((name) => !isHere(name));
  if (elsewhere.length === 0) return here.join(', ');
  return `${here.join(', ')} (not installed on this server: ${elsewhere.join(', ')})`;
}

/** Whom to ask for a key; an address becomes a link. */
export function contactLine(contact: string): (Node | string)[] {
  const isMail = /^[^\s@:/]+@[^\s@]+$/.test(contact);
  const href = isMail ? `mailto:${contact}` : safeHref(contact);
  const whom = href === undefined ? element('strong', '', contact) : link(href, contact);
  return ['Ask the operator of this server, ', whom, '. They make a key with one command:'];
}

function fact(name: string, value: string): HTMLElement[] {
  return value === '' ? [] : [element('dt', '', name), element('dd', '', value)];
}

function link(href: string, text: string): HTMLElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
