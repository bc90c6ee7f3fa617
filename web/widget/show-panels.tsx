import { hydrate, render } from 'preact';
import { MissingPart } from './components/part-missing.tsx';
import { loadLater } from './load-later.ts';
import type { WidgetModel } from './models/widget.ts';

/**
 * Fetches the code of the panels and takes over their prerendered HTML. A click that comes before the code
 * is repeated afterwards. Where the code is gone, the page offers to reload.
 */
export async function showPanels(slot: HTMLElement, model: WidgetModel): Promise<void> {
  let clicked: HTMLElement | null = null;
  const remember = ({ target }: Event) => {
    clicked = target instanceof Element ? target.closest('button') : null;
  };
  slot.addEventListener('click', remember);
  try {
    const { Panels } = await loadLater();
    // What was prerendered is the sample; a run that has begun meanwhile shows something else.
    if (slot.childElementCount > 0 && model.isSample.value) {
      hydrate(<Panels model={model} />, slot);
    } else {
      slot.replaceChildren();
      render(<Panels model={model} />, slot);
    }
    (clicked as HTMLElement | null)?.click();
  } catch {
    addEventListener('online', () => void showPanels(slot, model), { once: true });
    if (!navigator.onLine) return;
    slot.replaceChildren();
    render(<MissingPart />, slot);
  } finally {
    slot.removeEventListener('click', remember);
  }
}
