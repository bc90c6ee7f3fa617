import '../ui/tokens.css';
import '../ui/base.css';
import './page.css';
import { chooseLanguage } from '../../shared/languages.ts';
import { copyText } from '../ui/clipboard.ts';
import { embedSnippet } from '../ui/embed-snippet.ts';

/** The least height of the frame: a little less than the widget's first one, so that what is below it hardly moves. */
const HEIGHT_PX = '600';
const OUTCOME_SHOWN_MS = 4000;
const OUTCOMES = {
  copied: 'Copied',
  selected: 'Selected. Press Ctrl+C (on a Mac ⌘C)',
  failed: 'Could not be copied',
};

const widget = document.getElementById('widget');
const loader = document.getElementById('loader');
if (widget && loader) {
  if (globalThis.Kloakd) showWidget(widget);
  else loader.addEventListener('load', () => showWidget(widget));
}

const snippet = document.getElementById('snippet');
const copy = document.getElementById('copy-snippet');
if (snippet && copy) {
  snippet.textContent = embedSnippet(location.origin);
  copy.addEventListener('click', async () => {
    copy.textContent = OUTCOMES[await copyText(snippet.textContent)];
    setTimeout(() => (copy.textContent = 'Copy'), OUTCOME_SHOWN_MS);
  });
}

/** Shows the widget as other sites do. A theme and a target in this page's own address are passed on. */
function showWidget(host: HTMLElement): void {
  const query = new URLSearchParams(location.search);
  globalThis.Kloakd?.render(host, {
    theme: query.get('theme') ?? 'auto',
    url: query.get('url') ?? undefined,
    // This page is English. The widget has the language that the visitor's browser prefers.
    lang: chooseLanguage(navigator.languages),
    height: HEIGHT_PX,
    loading: 'eager',
  });
}
