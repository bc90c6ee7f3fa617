import { belowBase, type HistoryPort, type Router } from './router.ts';

/** The history of the browser's window. */
export function browserHistory(window: Window): HistoryPort {
  const { history, location } = window;
  return {
    current: () => `${location.pathname}${location.search}`,
    push: (address) => history.pushState(null, '', address),
    replace: (address) => history.replaceState(null, '', address),
    onMove: (moved) => window.addEventListener('popstate', moved),
  };
}

/**
 * Lets the router open links of the dashboard without reloading the page. The browser handles clicks with a modifier
 * key or another button.
 */
export function followLinks(document: Document, router: Router): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== document.location.origin || link.hash !== '') return;
    const to = belowBase(`${link.pathname}${link.search}`);
    if (to === null) return;
    event.preventDefault();
    router.go(to);
  });
}
