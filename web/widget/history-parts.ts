// What the list of earlier discoveries and a link to one of them need, as one file to fetch.
export { historyOf } from './history/history.ts';
export { HistoryPanel } from './history/history-panel.tsx';
export { LinkNotice } from './history/link-notice.tsx';
export { openLink } from './history/open-link.ts';
