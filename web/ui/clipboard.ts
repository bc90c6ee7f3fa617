/** `selected`: the text could not be copied, but is selected on the page, where Ctrl+C copies it. */
export type CopyOutcome = 'copied' | 'selected' | 'failed';

export async function copyText(text: string, page: Document = document): Promise<CopyOutcome> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    // Without permission in this frame, or on plain http, the older command still works after a click.
    if (copyBySelection(text, page)) return 'copied';
    return selectOnPage(text, page) ? 'selected' : 'failed';
  }
}

function copyBySelection(text: string, page: Document): boolean {
  const focused = page.activeElement;
  const field = page.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  page.body.append(field);
  field.select();
  const copied = page.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

/** Selects the text on the page. @returns false where the page does not show it, such as the address of a link */
function selectOnPage(text: string, page: Document): boolean {
  const shown = [...page.querySelectorAll('code')].find((element) => element.textContent === text);
  const selection = page.getSelection();
  if (!shown || !selection) return false;
  selection.selectAllChildren(shown);
  return true;
}
