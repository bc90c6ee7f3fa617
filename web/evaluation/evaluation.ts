import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/page.css';
import { copyText } from '../widget/clipboard.ts';
import { embedSnippet } from './embed-snippet.ts';
import { followFrame } from './follow-frame.ts';

const CHANNEL = 'evaluation';
const COPIED_SHOWN_MS = 1800;

const frame = document.querySelector<HTMLIFrameElement>('#widget-frame');
if (frame) {
  const query = new URLSearchParams(location.search);
  // The frame is in the HTML so that it loads without waiting for this script; a theme or an address
  // that this page was given has to be passed on.
  if (query.has('url') || query.has('theme')) frame.src = embedAddress(query);
  followFrame(frame, CHANNEL);
}

const snippet = document.getElementById('snippet');
const copy = document.getElementById('copy-snippet');
if (snippet && copy) {
  snippet.textContent = embedSnippet(location.origin);
  copy.addEventListener('click', async () => {
    const label = copy.textContent;
    copy.textContent = (await copyText(snippet.textContent)) ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => (copy.textContent = label), COPIED_SHOWN_MS);
  });
}

function embedAddress(query: URLSearchParams): string {
  const passed = new URLSearchParams({ theme: query.get('theme') ?? 'auto', channel: CHANNEL });
  const url = query.get('url');
  if (url) passed.set('url', url);
  return `/embed/v1?${passed}`;
}
