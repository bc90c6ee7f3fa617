import '../ui/tokens.css';
import '../ui/base.css';
import { render } from 'preact';
import { chooseLanguage, DIRECTIONS } from '../../shared/languages.ts';
import { loadOnDemand } from '../widget/load-later.ts';
import { mountWidget } from '../widget/mount.tsx';
import { loadStrings } from '../widget/strings/catalog.ts';
import { createGalleryModel } from './gallery-model.ts';
import { renderIndex } from './gallery-index.ts';
import { STATES } from './states.ts';

// Development and tests only: every state of the widget from fixed data, with no server behind it.
const root = document.getElementById('widget');
if (root) {
  await show(root);
  // Tests go through all states without loading the page for each.
  addEventListener('popstate', () => void show(root));
}

/** Shows the state that the address names, and marks the element with the address once it is there. */
async function show(root: HTMLElement): Promise<void> {
  const { search } = location;
  const query = new URLSearchParams(search);
  const state = STATES[query.get('state') ?? ''];
  if (!state) {
    renderIndex(root, Object.keys(STATES));
    return;
  }
  const language = chooseLanguage([query.get('lang') ?? 'en']);
  await loadStrings(language);
  document.documentElement.lang = language;
  document.documentElement.dir = query.get('dir') ?? DIRECTIONS[language];
  const model = createGalleryModel();
  render(null, root);
  const panels = mountWidget(root, model);
  state(model);
  await panels;
  // Every part that a state may show, so that nothing is still being fetched.
  await loadOnDemand();
  root.dataset['shown'] = search;
}
