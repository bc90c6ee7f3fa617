import { effect } from '@preact/signals';
import {
  isMessage,
  wrap,
  type DownType,
  type Envelope,
  type UpDetails,
  type UpType,
} from '../../shared/embed-messages.ts';
import { chooseLanguage, DIRECTIONS, type Language } from '../../shared/languages.ts';
import { fieldsOf, textOf, type Fields } from '../api/read.ts';
import type { WidgetModel } from './models/widget.ts';
import { language as shownLanguage, loadStrings } from './strings/catalog.ts';
import { tellHeight } from './tell-height.ts';

const CHANNEL_PATTERN = /^[\w-]{1,64}$/;

/** Talks to the framing page, if that asked for it by a `channel`. */
export function connectHost(model: WidgetModel, query: URLSearchParams, root: HTMLElement): void {
  const channel = query.get('channel') ?? '';
  // The page that framed this one. If another window has put this page here, nothing is delivered: the browser
  // compares the origin with the framing page's own.
  const host = URL.parse(document.referrer)?.origin;
  if (!CHANNEL_PATTERN.test(channel) || !host) return;
  const tell = <Type extends UpType>(type: Type, detail: UpDetails[Type]) =>
    parent.postMessage(wrap(channel, type, detail), host);

  addEventListener(
    'message',
    ({ data, origin, source }: MessageEvent<Partial<Envelope> | null>) => {
      if (origin !== host || source !== parent || !isMessage(data, channel)) return;
      take(data.type as DownType, fieldsOf({ ...data }, 'detail'));
    },
  );
  // An address in the field that the visitor has changed since must not come back with the next change of theme.
  const given: Fields = { url: query.get('url'), accent: query.get('accent') };
  const ifNew = (fields: Fields, name: string): string | null => {
    const value = textOf(fields, name);
    if (value === given[name]) return null;
    given[name] = value;
    return value;
  };
  const page = document.documentElement;
  const configure = (settings: Fields) => {
    for (const name of ['theme', 'view']) page.dataset[name] = textOf(settings, name) ?? '';
    const lang = ifNew(settings, 'lang');
    if (lang && lang !== 'auto') void speak(chooseLanguage([lang]), page);
    const url = ifNew(settings, 'url');
    if (url) model.type(url);
    const accent = ifNew(settings, 'accent');
    if (accent) showAccent(accent);
  };
  const run = (url: string | null) => (url ? model.runUrl(url) : void model.submit());
  // Other types are ignored: a newer loader may send more.
  const take = (type: DownType, detail: Fields) => {
    if (type === 'config') configure(detail);
    if (type === 'run') run(textOf(detail, 'url'));
    if (type === 'reset') model.reset();
  };

  tellHeight(root, (height) => tell('resize', { height }));
  root.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-cta]')) tell('cta', {});
  });
  const { state, phase, endpoints } = model.run;
  effect(() => {
    const { value } = state;
    tell('state', { state: value.kind });
    if (value.kind === 'preparing') tell('run:start', {});
    // A stored result that is opened again was no run.
    if (value.kind === 'done' && value.result.storedAt === null) {
      const { charged, elapsedMs } = value.result;
      tell('run:done', { endpoints: endpoints.peek().length, charged, elapsedMs });
    }
    if (value.kind === 'failed') {
      tell('run:error', { code: value.problem.code, charged: value.problem.charged ?? null });
    }
  });
  effect(() => {
    if (phase.value)
      tell('run:progress', { phase: phase.value, endpoints: endpoints.value.length });
  });
  effect(() => {
    const quota = model.session.quota.value;
    if (quota) tell('quota', { limit: quota.limit, remaining: quota.remaining });
  });
  tell('ready', {});
}

/** The server makes the colours, so that their contrast is checked in one place. */
function showAccent(accent: string): void {
  const link = document.querySelector<HTMLLinkElement>('#accent') ?? document.createElement('link');
  link.id = 'accent';
  link.rel = 'stylesheet';
  link.href = `/embed/accent.css?${new URLSearchParams({ color: accent })}`;
  document.head.append(link);
}

/** The page may change its language while the widget is shown. Where the texts cannot be had, it stays as it is. */
async function speak(language: Language, page: HTMLElement): Promise<void> {
  await loadStrings(language).catch(() => undefined);
  page.lang = shownLanguage.value;
  page.dir = DIRECTIONS[shownLanguage.value];
}
