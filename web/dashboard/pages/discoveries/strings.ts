import type { Change } from '../../../ui/compare-runs.ts';

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

const changes: Record<Change['property'], string> = {
  type: 'Type',
  path: 'Path parameters',
  query: 'Query parameters',
  body: 'Body parameters',
};
const kinds: Record<string, string | undefined> = {
  discover: 'Discovery',
  'discover-page': 'Page discovery',
  'analyze-bundle': 'Bundle analysis',
  hierarchy: 'Site hierarchy',
  'reader-view': 'Reader view',
};
const statuses: Record<string, string | undefined> = {
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const strings = {
  title: 'Discoveries',
  lead: 'Everything this organization has discovered, newest first. Opening a stored result costs nothing.',
  run: 'New discovery',
  search: 'Search by address',
  searchHint: 'Part of the address, such as shop.example',
  table: 'Discoveries',
  columns: {
    url: 'Address',
    kind: 'Kind',
    status: 'Status',
    endpoints: 'Endpoints',
    at: 'Started',
  },
  claimed: 'From the playground',
  kindOf: (kind: string) => kinds[kind] ?? kind,
  statusOf: (status: string) => statuses[status] ?? status,
  noMatch: 'No address contains this.',
  emptyTitle: 'Nothing was discovered yet',
  emptyText:
    'Choose “New discovery” and give the address of a site, or call the API with one of your keys. Both kinds of results are kept here.',
  pages: 'Pages of the list',
  shown: (first: number, last: number, total: number) => `${first}–${last} of ${total}`,
  previous: 'Previous',
  next: 'Next',
  runTitle: 'New discovery',
  runText:
    'Reads a public page and finds the APIs behind it. It counts as one discovery of your plan.',
  url: 'Address of the page',
  start: 'Discover',
  running: 'Discovering. This takes up to 25 seconds; it goes on if you close this.',

  discovery: 'Discovery',
  back: 'All discoveries',
  facts: (endpoints: number, when: string) =>
    `${plural(endpoints, 'endpoint', 'endpoints')} · ${when}`,
  isRunning: 'This discovery is still running. What it has found so far is shown.',
  truncated: 'Time or requests ran out before everything was read.',
  failedTitle: 'This discovery failed',
  noEndpointsTitle: 'No endpoints',
  noEndpointsText:
    'No API was seen behind this address. Try a page that loads data, such as a list or a search. A reader view has no endpoints.',
  repeat: 'Run again',
  repeating: 'Running again…',
  json: 'Download JSON',
  openApi: 'Download OpenAPI',
  views: 'Views of the result',
  viewOf: { table: 'Endpoints', map: 'Map' },
  filter: 'Filter endpoints',
  filtered: (shown: number, all: number) => `${shown} of ${plural(all, 'endpoint', 'endpoints')}`,
  noEndpointMatches: 'No endpoint matches this filter.',
  endpoints: {
    table: 'Endpoints',
    columns: {
      method: 'Method',
      path: 'Path',
      type: 'Type',
      confidence: 'Confidence',
      source: 'Source',
    },
    moreSources: (count: number) => `+${count}`,
  },
  details: {
    url: 'URL',
    type: 'Type',
    parameters: { path: 'Path', query: 'Query', body: 'Body' },
    parametersTitle: 'Parameters',
    noParameters: 'No parameters were seen.',
    evidence: 'Evidence',
  },
  map: {
    map: 'Paths as a tree; each method leads to its row',
    method: (method: string, path: string) => `Details of ${method} ${path}`,
  },

  compare: 'Compare with another run',
  compareText: 'By method and address. Confidence and evidence are not compared.',
  otherRun: 'Other run of this site',
  chooseRun: 'Choose a run',
  noOtherRun: 'There is no other completed run of this site.',
  comparing: 'Comparing…',
  comparedRuns: (older: string, newer: string) => `From ${older} to ${newer}`,
  same: 'Both runs found the same endpoints.',
  added: (count: number) => `${count} added`,
  removed: (count: number) => `${count} removed`,
  changed: (count: number) => `${count} changed`,
  changes,
  gone: (names: readonly string[]) => `without ${names.join(', ')}`,
  come: (names: readonly string[]) => `with ${names.join(', ')}`,
};
