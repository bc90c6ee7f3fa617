import { render } from 'preact';
import { Shell } from './components/shell.tsx';
import type { Dashboard } from './models/dashboard.ts';
import { followLinks } from './router/browser-history.ts';

export function mountDashboard(root: HTMLElement, app: Dashboard): void {
  root.replaceChildren();
  render(<Shell app={app} />, root);
  followLinks(document, app.router);
  app.setOnline(navigator.onLine);
  addEventListener('online', () => {
    app.setOnline(true);
    if (app.session.state.peek().kind === 'failed') void app.session.refresh();
  });
  addEventListener('offline', () => app.setOnline(false));
  void app.session.refresh();
}
