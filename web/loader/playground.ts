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
  /** Discovers an address, or what is in the field. Call it for a click of the visitor: it uses up a discovery. */
  run: (url?: string) => void;
  /** Back to the sample; ends a run that goes on. */
  reset: () => void;
  /** Removes the frame and every listener; the element shows again what is in it. */
  destroy: () => void;
}

export interface Playground extends PlaygroundHandle {
  /** Takes over changed options. `site` and `loading` are read once. */
  update: (options: PlaygroundOptions) => void;
}

// Long enough for a slow connection. A frame that the browser refuses to show sends nothing at all.
const READY_WITHIN_MS = 8000;
/** Reserved before the widget says how high it is, so that the page does not jump. */
const HEIGHT_PX = 720;

/** What is shown now, by its element. */
export const shown = new WeakMap<HTMLElement, Playground>();

/**
 * Shows the playground in `host`, in a shadow tree: the page's own markup in `host` stays untouched.
 * @param service the origin that serves the playground
 * @param isRefused the page may not frame it: it has the same origin, and is not the service's own
 */
export function createPlayground(
  host: HTMLElement,
  service: string,
  isRefused: boolean,
  options: PlaygroundOptions,
): Playground {
  // The address of a blob ends with a UUID, on plain http too, where there is no `crypto.randomUUID`.
  const channel = URL.createObjectURL(new Blob()).slice(-36);
  const [frame, show, empty] = createShell(host, service, options.loading);
  const life = new AbortController();
  const { signal } = life;
  let isReady = false;
  let setReady: () => void;
  const ready = new Promise<void>((resolve) => (setReady = resolve));

  // What is sent before the widget hears arrives as soon as it does, in the same order.
  const send = async <Type extends DownType>(type: Type, detail: DownDetails[Type]) => {
    await ready;
    frame.contentWindow?.postMessage(wrap(channel, type, detail), service);
  };
  /** Also applies what concerns the frame from outside. */
  const settings = (): EmbedSettings => {
    const theme = resolveTheme(options.theme);
    // With another scheme than its page the frame would have opaque corners.
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
      // Something may have changed while the frame was loading, or it has loaded itself again.
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
      // By then the element may show another one.
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
