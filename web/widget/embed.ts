import '../ui/tokens.css';
import '../ui/base.css';
import { chooseLanguage } from '../../shared/languages.ts';
import { createBrowserWidget } from './create-widget.ts';
import { mountWidget } from './mount.tsx';
import { loadLater } from './load-later.ts';
import { loadStrings } from './strings/catalog.ts';

const query = new URLSearchParams(location.search);
const root = document.getElementById('widget');
if (root) void start(root);

async function start(root: HTMLElement): Promise<void> {
  try {
    // The server has chosen the language of the page, and the page has asked for its texts already.
    await loadStrings(chooseLanguage([document.documentElement.lang]));
  } catch {
    // The prerendered page stays readable until then.
    addEventListener('online', () => void start(root), { once: true });
    return;
  }
  const model = createBrowserWidget();
  const panels = mountWidget(root, model);
  const prefilled = query.get('url');
  if (prefilled) model.type(prefilled);
  const started = model.start();
  // Not before: what was prerendered is not sorted.
  void Promise.all([loadLater(), panels]).then(
    ([{ keepAddress }]) => keepAddress(model, started),
    // Without it the address stays as it is.
    () => undefined,
  );
  if (parent !== window && query.has('channel')) {
    void loadLater().then(
      ({ connectHost }) => connectHost(model, query, root),
      // Without it the frame keeps its height; the widget itself works.
      () => undefined,
    );
  }
  prefetchFirstRun();
}

/**
 * Fetches what the first run needs ahead of it, so that a run also starts, and says what is wrong, when the network is
 * lost by then. The fingerprint library is not among it: that is fetched by the first run only.
 */
function prefetchFirstRun(): void {
  const whenIdle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1000));
  whenIdle(() => {
    Promise.all([loadLater(), import('../api/error-body.ts')]).catch(
      // Asked for again when it is needed.
      () => undefined,
    );
  });
}
