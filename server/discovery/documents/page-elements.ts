import type { Attributes } from './html-attributes.ts';

const DROPPED = new Set(
  (
    'script style noscript template svg math canvas iframe object head nav footer aside form button ' +
    'select textarea dialog video audio'
  ).split(' '),
);
const DROPPED_ROLES = new Set('navigation banner contentinfo search dialog menu alert'.split(' '));
const BLOCKS = new Set(
  'p div section article main header table thead tbody ul ol dl dt dd figure figcaption address details summary hr br body html'.split(
    ' ',
  ),
);

/** Whether an element and all in it is left out of the text: navigation, scripts, controls, hidden parts. */
export function isDropped(name: string, attributes: Attributes, isInMain: boolean): boolean {
  if (DROPPED.has(name) || DROPPED_ROLES.has(attributes['role'] ?? '')) return true;
  // A header of the site is navigation; a header of an article holds its title.
  if (name === 'header' && !isInMain) return true;
  return attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true';
}

/** Whether an element holds the main content of the page. */
export function isMain(name: string, attributes: Attributes): boolean {
  return name === 'main' || name === 'article' || attributes['role'] === 'main';
}

/** What a block element begins with in Markdown; `null` for all other elements. */
export function blockPrefix(name: string): string | null {
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined) return `${'#'.repeat(Number(level))} `;
  if (name === 'blockquote') return '> ';
  if (name === 'tr') return '| ';
  return BLOCKS.has(name) ? '' : null;
}
