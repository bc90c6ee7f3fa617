import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/widget.css';
import { createBrowserWidget } from './create-widget.ts';
import { connectHost } from './host-messages.ts';
import { mountWidget } from './mount.tsx';
import { useLanguage } from './strings/catalog.ts';

const query = new URLSearchParams(location.search);
const root = document.getElementById('widget');
if (root) {
  useLanguage([query.get('lang') ?? '', ...navigator.languages], document.documentElement);
  const model = createBrowserWidget();
  mountWidget(root, model);
  connectHost(model, query, root);
  const prefilled = query.get('url');
  if (prefilled) model.type(prefilled);
  void model.start();
  // What a run shows and needs is at hand when it begins, also when the network has gone by then. The
  // fingerprint library is not among it: that comes with the first run.
  const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1000));
  whenIdle(() => {
    Promise.all([import('./components/run-stage.tsx'), import('./models/run-once.ts')]).catch(
      // Asked for again when it is needed.
      () => undefined,
    );
  });
}
