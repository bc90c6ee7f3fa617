import type { Page } from '@playwright/test';

/**
 * What a page consists of, without its words: for each element itself and what is around it, with classes, roles,
 * states, and which names and references there are. An element in a place that was examined before is the same to all
 * rules that look at one element and its surroundings.
 */
export function placesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Of these the value decides what a rule or a style says; of the others only whether there is one.
    const VALUES = /^(role|type|class|scope|dir|lang|tabindex|colspan|autocomplete|inputmode)$/;
    const STATES =
      /^aria-(expanded|selected|checked|current|invalid|live|hidden|sort|busy|disabled|pressed|modal|atomic)$/;
    const REFERENCES = /^(for|aria-labelledby|aria-describedby|aria-controls|aria-owns)$/;
    const WORD = /^[a-z0-9-]{0,16}$/;

    const describe = ({ name, value }: Attr): string => {
      if (name === 'id') return '';
      if (REFERENCES.test(name)) {
        return `${name}=${value.split(/\s+/).every((id) => document.getElementById(id) !== null)}`;
      }
      const counts =
        VALUES.test(name) || STATES.test(name) || (name.startsWith('data-') && WORD.test(value));
      return counts ? `${name}=${value}` : `${name}=${value.trim() !== ''}`;
    };
    const describeElement = (element: Element): string => {
      const own = [...element.attributes].map(describe).filter(Boolean).toSorted().join(' ');
      const hasText = [...element.childNodes].some(
        (node) => node instanceof Text && node.data.trim() !== '',
      );
      const isOpen = element instanceof HTMLDialogElement && element.open;
      return `<${element.localName} ${own} ${hasText} ${isOpen} ${element.matches(':disabled')}>`;
    };
    const places = new Set<string>();
    const visit = (element: Element, around: string): void => {
      const place = around + describeElement(element);
      places.add(place);
      // The shapes of a picture have no words, and as many sizes as there are data.
      if (!(element instanceof SVGElement))
        for (const child of element.children) visit(child, place);
    };
    visit(document.body, '');
    return [...places];
  });
}
