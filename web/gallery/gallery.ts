import '../ui/tokens.css';
import '../ui/base.css';
import { chooseLanguage, DIRECTIONS } from '../../shared/languages.ts';
import { mountWidget } from '../widget/mount.tsx';
import { loadStrings } from '../widget/strings/catalog.ts';
import { createGalleryModel } from './gallery-model.ts';
import { renderIndex } from './gallery-index.ts';
import { STATES } from './states.ts';

// Development and tests only: every state of the widget from fixed data, with no server behind it.
const query = new URLSearchParams(location.search);
const root = document.getElementById('widget');
const show = STATES[query.get('state') ?? ''];
if (root && show) {
  const language = chooseLanguage([query.get('lang') ?? 'en']);
  await loadStrings(language);
  document.documentElement.lang = language;
  document.documentElement.dir = query.get('dir') ?? DIRECTIONS[language];
  const model = createGalleryModel();
  void mountWidget(root, model);
  show(model);
} else if (root) {
  renderIndex(root, Object.keys(STATES));
}
