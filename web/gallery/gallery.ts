import '../ui/tokens.css';
import '../ui/base.css';
import { mountWidget } from '../widget/mount.tsx';
import { createGalleryModel } from './gallery-model.ts';
import { renderIndex } from './gallery-index.ts';
import { STATES } from './states.ts';

// Development and tests only: every state of the widget from fixed data, with no server behind it.
const query = new URLSearchParams(location.search);
const root = document.getElementById('widget');
const show = STATES[query.get('state') ?? ''];
if (query.get('dir') === 'rtl') document.documentElement.dir = 'rtl';
if (root && show) {
  const model = createGalleryModel();
  mountWidget(root, model);
  show(model);
} else if (root) {
  renderIndex(root, Object.keys(STATES));
}
