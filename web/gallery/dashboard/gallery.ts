import '../../ui/tokens.css';
import '../../ui/base.css';
import { createDashboard } from '../../dashboard/models/dashboard.ts';
import { createRemembered } from '../../dashboard/models/remembered.ts';
import { mountDashboard } from '../../dashboard/mount.tsx';
import { PAGES } from '../../dashboard/pages.ts';
import { matchPath } from '../../dashboard/router/match.ts';
import { renderIndex } from '../gallery-index.ts';
import { FIXED_NOW_MS } from './fixed-time.ts';
import { fixedHistory } from './fixed-history.ts';
import { createFixedServer } from './fixed-send.ts';
import type { DashboardState } from './state.ts';
import { DASHBOARD_STATES } from './states.ts';

// An answer is read in one frame, drawn in the next, and may ask for more in the third.
const STILL_FRAMES = 3;

// Development and tests only: every page of the dashboard from fixed data, with no server behind it.
const query = new URLSearchParams(location.search);
const root = document.getElementById('dashboard');
const state = DASHBOARD_STATES[query.get('state') ?? ''];
if (query.get('dir') === 'rtl') document.documentElement.dir = 'rtl';
if (root && state) {
  const { send, isIdle } = createFixedServer(state.answers ?? {});
  const app = createDashboard({
    send,
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
  void act(root, state).then(() => markWhenStill(root, state, isIdle));
} else if (root) {
  renderIndex(root, Object.keys(DASHBOARD_STATES));
}

/** Marks the page once its code is there, and all that will be answered has been. */
async function markWhenStill(root: HTMLElement, { path }: DashboardState, isIdle: () => boolean) {
  const place = path.replace(/\?.*$/, '');
  await PAGES.find((entry) => matchPath(entry.path, place))?.load();
  let stillFrames = 0;
  await waitFor(() => {
    stillFrames = isIdle() ? stillFrames + 1 : 0;
    return stillFrames >= STILL_FRAMES || undefined;
  });
  root.dataset['shown'] = 'true';
}

/** Does what the state asks for. */
async function act(root: HTMLElement, state: DashboardState): Promise<void> {
  const { click = [], fill = {}, choose } = state;
  for (const [index, text] of click.entries()) {
    if (index === click.length - 1) await fillIn(root, fill);
    const isWanted = (button: HTMLElement) => button.textContent.trim() === text;
    // What lies below an open dialog cannot be clicked by a person either.
    const reachable = () => root.querySelector('dialog[open]') ?? root;
    (
      await waitFor(() =>
        [...reachable().querySelectorAll<HTMLElement>('button, label')].find(isWanted),
      )
    ).click();
    // The next button may have the same name: what this click opens must be there first.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  if (choose) {
    const select = await waitFor(() => labelled(root.querySelectorAll('select'), choose.label));
    select.value = choose.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

async function fillIn(root: HTMLElement, fill: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fill)) {
    const field = await waitFor(() =>
      labelled(root.querySelectorAll<HTMLInputElement>('input, textarea'), label),
    );
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function labelled<Field extends HTMLInputElement | HTMLSelectElement>(
  fields: NodeListOf<Field>,
  wanted: string,
): Field | undefined {
  return [...fields].find(
    (field) =>
      field.ariaLabel === wanted ||
      [...(field.labels ?? [])].some((label) => label.textContent.trim() === wanted),
  );
}

/** Looks once in each frame, until the element is there. */
async function waitFor<Found>(find: () => Found | undefined): Promise<Found> {
  let found = find();
  while (!found) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    found = find();
  }
  return found;
}
