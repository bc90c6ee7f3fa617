import {
  computed,
  effect,
  signal,
  untracked,
  type ReadonlySignal,
  type Signal,
} from '@preact/signals';
import { loadLater } from '../load-later.ts';
import { DEFAULT_CONFIG, type PlaygroundConfig } from '../../api/config.ts';
import type { Credentials, SendRequest } from '../../api/request.ts';
import { createRun, type Run, type RunDeps } from './run.ts';
import { createSession, type Session, type SessionDeps } from './session.ts';
import { loadPart } from '../../ui/load-part.ts';
import type { LinkState } from './link-state.ts';
import type { Target } from './target-url.ts';
import { createView, type View } from './view.ts';

type WidgetApi = RunDeps['api'] &
  SessionDeps['api'] & {
    getConfig: () => Promise<PlaygroundConfig>;
    getOpenApi: (credentials: Credentials, artifactId: string) => Promise<Blob>;
    /** Gives the address to sign up at, with a code for the key's discoveries. */
    makeClaim: (credentials: Credentials) => Promise<string>;
  };

export interface WidgetDeps
  extends Omit<RunDeps, 'session' | 'api' | 'online'>, Omit<SessionDeps, 'api'> {
  api: WidgetApi;
  /** For requests of parts that are fetched only when they are asked for. */
  send: SendRequest;
  /** Where this page came from: the base of code examples and links. */
  origin: string;
}

export interface WidgetModel {
  deps: WidgetDeps;
  config: ReadonlySignal<PlaygroundConfig>;
  online: ReadonlySignal<boolean>;
  setOnline: (isOnline: boolean) => void;
  session: Session;
  run: Run;
  view: View;
  /** What is typed. */
  typed: ReadonlySignal<string>;
  /** What is wrong with it, said only after an attempt to run it. */
  flaw: ReadonlySignal<Extract<Target, { kind: 'invalid' }> | null>;
  /** Nothing has been run: what is shown is the sample. */
  isSample: ReadonlySignal<boolean>;
  upgradeUrl: ReadonlySignal<string>;
  /** What became of the link to a stored result that the page was opened by; null without one. */
  link: Signal<LinkState | null>;
  /** Resolves once the address is checked. */
  submit: () => Promise<void>;
  runUrl: (url: string) => void;
  /** Throws the key away and runs with a new one. */
  renewKey: () => void;
  type: (text: string) => void;
  /** Back to the sample and an empty field; the key and the quota stay. */
  reset: () => void;
  start: () => Promise<void>;
}

export function createWidgetModel(deps: WidgetDeps): WidgetModel {
  const config = signal(DEFAULT_CONFIG);
  const online = signal(true);
  const session = createSession(deps);
  const run = createRun({ ...deps, session, online });
  const isSample = computed(() => run.state.value.kind === 'idle');
  const view = createView();
  const typed = signal('');
  const flaw = signal<Extract<Target, { kind: 'invalid' }> | null>(null);
  const link = signal<LinkState | null>(null);
  const upgradeUrl = computed(
    () => config.value.cta?.url ?? session.upgradeUrl.value ?? config.value.upgradeUrl,
  );

  const type = (text: string) => {
    typed.value = text;
    flaw.value = null;
  };
  const submit = async () => {
    if (run.busy.value) return;
    const text = typed.value;
    // Without its code the address is not checked here; the server checks it again anyway.
    const checker = await loadPart(loadLater).catch(() => null);
    const target: Target = checker?.readTarget(text) ?? {
      kind: 'valid',
      url: text,
      schemeAdded: false,
    };
    if (target.kind === 'invalid') {
      flaw.value = target;
      return;
    }
    typed.value = target.url;
    flaw.value = link.value = null;
    if (view.tab.value !== 'code') view.selectTab('result');
    void run.start(target.url);
  };
  const runUrl = (url: string) => {
    type(url);
    void submit();
  };
  const reset = () => {
    run.reset();
    link.value = null;
    type('');
  };
  const renewKey = () => {
    session.forget();
    void submit();
  };
  const start = async () => {
    await Promise.all([
      session.restore(),
      // Without it the field still works; only the examples are missing.
      deps.api.getConfig().then(
        (received) => (config.value = received),
        () => undefined,
      ),
    ]);
  };
  effect(() => {
    const state = run.state.value;
    if (!online.value || state.kind !== 'waiting_for_network') return;
    untracked(() => void run.start(state.target));
  });
  const setOnline = (isOnline: boolean) => (online.value = isOnline);

  const models = { deps, config, online, session, run, view };
  const shown = { typed, flaw, isSample, upgradeUrl, link };
  return { ...models, ...shown, submit, runUrl, renewKey, type, reset, setOnline, start };
}
