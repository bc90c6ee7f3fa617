import '../ui/tokens.css';
import '../ui/base.css';
import { createBrowserWidget } from './create-widget.ts';
import { mountWidget } from './mount.tsx';
import { useLanguage } from './strings/catalog.ts';

const query = new URLSearchParams(location.search);
const root = document.getElementById('widget');
if (root) {
  useLanguage([query.get('lang') ?? '', ...navigator.languages], document.documentElement);
  const model = createBrowserWidget();
  mountWidget(root, model);
  const prefilled = query.get('url');
  if (prefilled) model.type(prefilled);
  void model.start();
  if (parent !== window && query.has('channel')) {
    void import('./host-messages.ts').then(
      ({ connectHost }) => connectHost(model, query, root),
      // Without it the frame keeps its height; the widget itself works.
      () => undefined,
    );
  }
  // Fetched ahead of the first run, so that a run also starts, and says what is wrong, when the network is
  // lost by then. The fingerprint library is not among it: that is fetched by the first run only.
  const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1000));
  whenIdle(() => {
    Promise.all([import('./first-run.ts'), import('../api/error-body.ts')]).catch(
      // Asked for again when it is needed.
      () => undefined,
    );
  });
}
