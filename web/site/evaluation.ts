import '../ui/tokens.css';
import '../ui/base.css';
import './page.css';
import { copyText } from '../ui/clipboard.ts';
import { embedSnippet } from '../ui/embed-snippet.ts';
import { followFrame } from './follow-frame.ts';

const CHANNEL = 'evaluation';
const OUTCOME_SHOWN_MS = 4000;
const OUTCOMES = {
  copied: 'Copied',
  selected: 'Selected. Press Ctrl+C (on a Mac ⌘C)',
  failed: 'Could not be copied',
};

const frame = document.querySelector<HTMLIFrameElement>('#widget-frame');
if (frame) {
  const query = new URLSearchParams(location.search);
  // The frame is in the HTML, so that it loads before this script. A theme and a target in this page's own address are
  // passed on.
  if (query.has('url') || query.has('theme')) frame.src = embedAddress(query);
  followFrame(frame, CHANNEL);
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

function embedAddress(query: URLSearchParams): string {
  const passed = new URLSearchParams({ theme: query.get('theme') ?? 'auto', channel: CHANNEL });
  const url = query.get('url');
  if (url) passed.set('url', url);
  return `/embed/v1?${passed}`;
}
