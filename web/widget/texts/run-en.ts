import type { Phase } from '../../../shared/phases.ts';
import type { Problem, ProblemKind } from '../models/local-problem.ts';
import { createNumbers } from './numbers.ts';

const { decimal, moment, number, plural } = createNumbers('en');

const phases: Record<Phase, string> = {
  calibrate: 'Calibrate',
  linked_documents: 'Linked docs',
  well_known: 'Well-known docs',
  scripts: 'Scripts',
  more: 'Source maps',
  verify: 'Verify',
};

/** A title, and a sentence on what to do. The server's own sentence may follow. */
const problems: Record<ProblemKind, { title: string; text: string }> = {
  invalid_url: {
    title: 'This address cannot be used',
    text: 'Check it for a typo, then run again.',
  },
  invalid_request: {
    title: 'The server did not accept this request',
    text: 'Check the address, then run again.',
  },
  scheme_not_allowed: {
    title: 'Only http and https can be discovered',
    text: 'Change the beginning of the address to https://.',
  },
  userinfo_not_allowed: {
    title: 'No user names or passwords, please',
    text: 'Remove what stands before the @, then run again.',
  },
  port_not_allowed: {
    title: 'This port cannot be discovered',
    text: 'Only the usual web ports are open to discovery.',
  },
  private_address: {
    title: 'This points to a private network',
    text: 'Only public hosts can be discovered.',
  },
  blocked_host: {
    title: 'This host cannot be discovered',
    text: 'It is on the list of hosts that this service leaves alone.',
  },
  robots_disallowed: {
    title: 'This site asks robots to stay out',
    text: 'Its robots.txt disallows the page, and discovery obeys it.',
  },
  unreachable_dns: {
    title: 'This name does not exist',
    text: 'DNS has no address for it. Check the spelling.',
  },
  unreachable_connect: {
    title: 'The site refused the connection',
    text: 'Nothing answered at its address.',
  },
  unreachable_tls: {
    title: 'No secure connection to the site',
    text: 'Its certificate or TLS setup is not valid.',
  },
  unreachable_timeout: {
    title: 'The site did not answer in time',
    text: 'It may be slow just now. Trying again may help.',
  },
  unreachable_http: {
    title: 'The site answered with an error',
    text: 'It did not give its page.',
  },
  unreachable: {
    title: 'The site could not be reached',
    text: 'Check that it is up and public, then run again.',
  },
  rate_limited: {
    title: 'Too many requests in a short time',
    text: 'You can run again when the time below is over.',
  },
  too_many_new_visitors: {
    title: 'Too many new visitors from this network',
    text: 'Many keys were made here in a short time. A live key works at once.',
  },
  overloaded: {
    title: 'The service is busy',
    text: 'You can run again in a moment.',
  },
  key_refused: {
    title: 'Your test key no longer works',
    text: 'It was revoked or has expired, and the page could not get a new one.',
  },
  read_only_key: {
    title: 'Test keys are read-only',
    text: 'Changing something needs a live key.',
  },
  not_entitled: { title: 'Your plan does not include this', text: 'A larger plan does.' },
  forbidden: {
    title: 'Not allowed with this key',
    text: 'The key belongs to another organization.',
  },
  not_found: { title: 'Not found', text: 'The server does not have what was asked for.' },
  quota_spent: {
    title: 'All ten discoveries are used',
    text: 'Waiting does not bring new ones. Your results and your code stay on this page.',
  },
  challenge_failed: {
    title: 'The check could not be completed',
    text: 'The server did not accept the result. Run again to get a new check.',
  },
  challenge_too_slow: {
    title: 'Your device could not finish the check in time',
    text: 'Nothing was used up. Run again with this tab in front or on a faster device. A live key needs no check.',
  },
  page_outdated: {
    title: 'This page is out of date',
    text: 'A part of it could not be loaded: the service was probably updated. Reload the page and run again.',
  },
  fingerprint_refused: {
    title: 'This browser could not be recognised',
    text: 'A privacy setting or an extension changes what it reports. Turn that off for this page, or use a live key.',
  },
  service_stopped: {
    title: 'The service stopped while this ran',
    text: 'It should be back in a moment. Running again may help.',
  },
  offline: {
    title: 'You are offline',
    text: 'Your input is kept. The run starts when the network is back.',
  },
  interrupted: {
    title: 'The connection was lost',
    text: 'The server could not be reached again. Check your network, then run again.',
  },
  unexpected: {
    title: 'Something went wrong on our side',
    text: 'Run again. If it happens once more, tell the operator the code below.',
  },
};

/** What to do where no code for the sign-up could be had. */
function keepFailed({ kind, retryAfterSeconds }: Problem): string {
  if (kind === 'key_refused')
    return 'Its results cannot be moved to an account. Download them; they stay on this page until you run again.';
  if (kind === 'offline' || kind === 'interrupted')
    return 'Your results stay here. Press the button again when you are back online.';
  if (retryAfterSeconds)
    return `Press the button again in ${plural(retryAfterSeconds, { one: '# second', other: '# seconds' })}.`;
  return 'Press the button again. If it happens once more, tell the operator the code below.';
}

/** The texts of a run, of its failures and of the panels: none is on the screen before the visitor acts. */
export const runEn = {
  nothingYet: 'No result for this run.',
  waitingForEndpoints: 'Endpoints appear here as they are found.',
  phases,
  creatingKey: 'Creating your test key…',
  challengeTitle: 'A short check first',
  challengeText:
    'Each new key costs some computing, so that nobody makes thousands. It takes longer where your network has many new visitors.',
  challengeProgress: (attempts: number, expected: number | null) =>
    expected === null
      ? `${number(attempts)} attempts`
      : `${number(attempts)} of about ${number(expected)} attempts`,
  challengeSlow: 'This takes long on this device. Keep this tab in front, or use a faster device.',
  challengeSecondsLeft: (seconds: number) =>
    seconds < 90
      ? `about ${seconds} s left`
      : `about ${plural(Math.round(seconds / 60), { one: '# minute', other: '# minutes' })} left`,
  keyTitle: 'Your test key, shown in full only now',
  keyText: 'Read-only. It stays in this tab; the server stores only a hash of it.',
  keyDone: 'Done',
  connecting: 'Connecting…',
  reconnecting: 'Connection lost. Reconnecting, at no second charge…',
  seconds: (ms: number) => `${decimal(ms / 1000)} s`,
  requests: (done: number, budget: number) => `${done} of ${budget} requests`,
  requestsMade: (count: number) => plural(count, { one: '# request', other: '# requests' }),
  costUnknown: 'Cost not known yet; the count above will show it',
  truncated: 'Time or requests ran out before everything was read.',
  cancelledText: 'What was found until then stays below.',
  parameters: { path: 'Path', query: 'Query', body: 'Body' },
  parametersLabel: 'Parameters',
  noParameters: 'No parameters were seen.',
  evidence: 'Evidence',
  fullUrl: 'URL',
  emptyTitle: 'No API was found here',
  emptyText:
    'The site’s public pages and scripts name none. Try a deeper page, or the host of its API.',
  mapLabel: 'Paths as a tree; each method leads to its row',
  withKey: 'With my key',
  withEnvironment: 'From environment variables',
  withClient: 'With the client library',
  codeCredentials: 'Credentials in the code',
  languagesLabel: 'Languages',
  needsKey: 'After the first run you can put your key into the code.',
  codeCall:
    'The widget streams (POST …/discover/stream). This code asks for the same as JSON (POST …/discover), page by page.',
  codeCost:
    'Within an hour of this run it reads the stored result, free of charge; later it uses 1 discovery. Further pages are free.',
  downloadImage: 'Download SVG',
  download: 'Download JSON',
  downloadOpenApi: 'Download OpenAPI',
  copyLink: 'Copy link',
  copy: 'Copy',
  copied: 'Copied',
  copySelected: 'Selected. Press Ctrl+C (on a Mac ⌘C)',
  copyFailed: 'Could not be copied',
  endpointsOf: (shown: number, all: number) =>
    `${shown} of ${plural(all, { one: '# endpoint', other: '# endpoints' })}`,
  tabs: { result: 'Result', map: 'Map', code: 'Code', raw: 'Raw', history: 'History' },
  tabsLabel: 'Views of the result',
  filter: 'Filter endpoints',
  columns: {
    method: 'Method',
    path: 'Path',
    type: 'Type',
    confidence: 'Confidence',
    source: 'Source',
  },
  details: (method: string, path: string) => `Details of ${method} ${path}`,
  noMatch: 'No endpoint matches this filter.',
  moreSources: (count: number) => `+${count}`,
  downloadFailed: ({ title, text }: { title: string; text: string }) =>
    `The download failed: ${title}. ${text}`,
  code: 'Code',
  requestId: 'Request',
  retry: 'Run again',
  newKey: 'Get a new key',
  upgrade: 'Get a live key',
  keep: 'Sign up and keep these',
  keepBlocked: 'Your browser has blocked the new tab. Use this link within ten minutes.',
  keepFailed,
  spentCta: 'Get a live key and go on',
  recognizedTitle: 'Someone with this browser on this network has used all ten',
  recognizedText:
    'It may not have been you: identical browsers on one network look the same to us. A live key is yours alone.',
  moment,
  history: {
    locked:
      'Results open only for the browser that made them. If that is this one, its fingerprint finds your key again.',
    unlock: 'Find my results',
    none: 'Nothing yet. Your discoveries are listed here, and open again free of charge.',
    statuses: { running: 'Running', failed: 'Failed, not charged', cancelled: 'Cancelled' },
    open: 'Open',
    compare: 'Compare',
    stored: (when: string) => `Stored result of ${when}`,
    back: 'Back to the list',
    comparison: 'Compared with an earlier run',
    same: 'No differences.',
    added: (count: number) => plural(count, { one: '# added', other: '# added' }),
    removed: (count: number) => plural(count, { one: '# removed', other: '# removed' }),
    changed: (count: number) => plural(count, { one: '# changed', other: '# changed' }),
    lockedTitle: 'This link leads to a stored result',
    missing: {
      title: 'This browser has no such result',
      text: 'Run the address to get one of your own.',
    },
  },
  problems,
};

export type RunStrings = typeof runEn;
