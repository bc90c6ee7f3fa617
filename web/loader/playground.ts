import {
  isMessage,
  isUp,
  wrap,
  type DownDetails,
  type DownType,
  type EmbedSettings,
  type Envelope,
  type UpDetails,
} from '../../shared/embed-messages.ts';
import { resolveTheme, watchTheme } from './host-theme.ts';
import type { PlaygroundOptions } from './options.ts';
import { createShell } from './shell.ts';

/** What `Kloakd.render` returns. */
export interface PlaygroundHandle {
  /** Discovers `url`, or the address in the field. Call it only for a click of the visitor: it costs a discovery. */
  run: (url?: string) => void;
  /** Shows the sample again, and cancels a run. */
  reset: () => void;
  /** Removes the frame and every listener; the element shows again what is in it. */
  destroy: () => void;
}

export interface Playground extends PlaygroundHandle {
  /** Applies changed options. `site` and `loading` are read once. */
  update: (options: PlaygroundOptions) => void;
}

// The wait for `ready`, long enough for a slow connection. A frame that the browser refuses to show sends nothing.
const READY_WITHIN_MS = 8000;
/** The frame's height until the widget reports its own, so that the page does not jump. */
const HEIGHT_PX = 720;

/** The playground of each element that shows one. */
export const shown = new WeakMap<HTMLElement, Playground>();

/**
 * Shows the playground in a shadow tree of `host`. The page's own markup in `host` stays as it is.
 * @param service the origin that serves the playground
 * @param isRefused true where the page may not frame it: a page of the same origin that is not the service's own
 */
export function createPlayground(
  host: HTMLElement,
  service: string,
  isRefused: boolean,
  options: PlaygroundOptions,
): Playground {
  // The address of a blob ends with a UUID. `crypto.randomUUID` does not exist on plain http.
  const channel = URL.createObjectURL(new Blob()).slice(-36);
  const [frame, show, empty] = createShell(host, service, options.loading);
  const life = new AbortController();
  const { signal } = life;
  let isReady = false;
  let setReady: () => void;
  const ready = new Promise<void>((resolve) => (setReady = resolve));

  // Messages that are sent before `ready` wait for it, and arrive in the same order.
  const send = async <Type extends DownType>(type: Type, detail: DownDetails[Type]) => {
    await ready;
    frame.contentWindow?.postMessage(wrap(channel, type, detail), service);
  };
  /** The settings to send. Also applies those that concern the frame itself. */
  const settings = (): EmbedSettings => {
    const theme = resolveTheme(options.theme);
    // A frame whose colour scheme differs from its page's has an opaque background, which shows at the corners.
    frame.style.colorScheme = theme;
    frame.style.minHeight = `${options.height || HEIGHT_PX}px`;
    frame.title = options.label || 'KLOAKD Playground';
    return {
      theme,
      url: options.url,
      view: options.view,
      accent: options.accent,
      lang: options.lang?.replace('auto', '') || document.documentElement.lang,
    };
  };
  const configure = () => send('config', settings());
  const whenSeen = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return;
    whenSeen.disconnect();
    setTimeout(() => isReady || show(`it may not allow ${location.origin}`), READY_WITHIN_MS);
  });
  const listen = ({ data, origin, source }: MessageEvent<Partial<Envelope> | null>) => {
    if (origin !== service || source !== frame.contentWindow) return;
    if (!isMessage(data, channel) || !isUp(data)) return;
    const { type, detail } = data;
    if (type === 'ready') {
      isReady = true;
      show();
      setReady();
      // Settings may have changed while the frame loaded, or the frame has reloaded itself.
      void configure();
    }
    if (type === 'resize') frame.style.height = `${(detail as UpDetails['resize']).height}px`;
    host.dispatchEvent(new CustomEvent(`kloakd:${type}`, { bubbles: true, detail }));
  };

  if (isRefused) show('it needs another origin');
  else {
    const inUrl = { ...settings(), site: options.site, channel };
    const given = Object.entries(inUrl).filter((entry): entry is [string, string] => !!entry[1]);
    show();
    frame.src = `${service}/embed/v1?${new URLSearchParams(given)}`;
    addEventListener('message', listen, { signal });
    watchTheme(configure, signal);
    whenSeen.observe(frame);
  }
  const playground: Playground = {
    run: (url) => send('run', { url }),
    reset: () => send('reset', {}),
    update: (next) => {
      options = next;
      void configure();
    },
    destroy: () => {
      // The element may show another playground by then.
      if (signal.aborted) return;
      life.abort();
      whenSeen.disconnect();
      empty();
      shown.delete(host);
    },
  };
  shown.set(host, playground);
  return playground;
}
