/** `selected`: the text could not be copied, but is selected on the page, so that Ctrl+C copies it. */
export type CopyOutcome = 'copied' | 'selected' | 'failed';

export async function copyText(text: string, page: Document = document): Promise<CopyOutcome> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    // No permission in this frame, or plain http: the older command still works after a click.
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

/** Selects the text where the page shows it. @returns false where it is not shown, such as a link's address */
function selectOnPage(text: string, page: Document): boolean {
  const shown = [...page.querySelectorAll('code')].find((element) => element.textContent === text);
  const selection = page.getSelection();
  if (!shown || !selection) return false;
  selection.selectAllChildren(shown);
  return true;
}
