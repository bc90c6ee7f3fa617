import '../../ui/tokens.css';
import '../../ui/base.css';
import { createDashboard } from '../../dashboard/models/dashboard.ts';
import { createRemembered } from '../../dashboard/models/remembered.ts';
import { mountDashboard } from '../../dashboard/mount.tsx';
import { renderIndex } from '../gallery-index.ts';
import { FIXED_NOW_MS } from './fixed-time.ts';
import { fixedHistory } from './fixed-history.ts';
import { fixedSend } from './fixed-send.ts';
import { DASHBOARD_STATES } from './states.ts';

// Development and tests only: every page of the dashboard from fixed data, with no server behind it.
const query = new URLSearchParams(location.search);
const root = document.getElementById('dashboard');
const state = DASHBOARD_STATES[query.get('state') ?? ''];
if (query.get('dir') === 'rtl') document.documentElement.dir = 'rtl';
if (root && state) {
  const app = createDashboard({
    send: fixedSend(state.answers ?? {}),
    history: fixedHistory(state.path),
    // Each state begins in a browser that remembers nothing.
    remembered: createRemembered(() => {
      throw new Error('The gallery keeps nothing.');
    }),
    nowMs: () => FIXED_NOW_MS,
    origin: 'https://play.example',
  });
  state.prepare?.(app);
  mountDashboard(root, app);
  if (state.offline) app.setOnline(false);
  void clickAll(root, state.click ?? []);
} else if (root) {
  renderIndex(root, Object.keys(DASHBOARD_STATES));
}

/** Clicks buttons by their text, one after the other, each as soon as it is there. */
async function clickAll(root: HTMLElement, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    let button: HTMLElement | undefined;
    while (!button) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // What lies below an open dialog cannot be clicked by a person either.
      const reachable = root.querySelector('dialog[open]') ?? root;
      button = [...reachable.querySelectorAll<HTMLElement>('button, label')].find(
        (each) => each.textContent.trim() === text,
      );
    }
    button.click();
  }
  root.dataset['shown'] = 'true';
}
