import { CHANGEABLE, type PlaygroundOptions } from './options.ts';
import { createPlayground, shown, type PlaygroundHandle } from './playground.ts';

/** `window.Kloakd`. */
export interface Kloakd {
  /**
   * Shows the playground in an element. For an element that shows one already, it applies the options and returns that
   * playground.
   * @throws TypeError where `host` is no element
   */
  render: (host: HTMLElement, options?: PlaygroundOptions) => PlaygroundHandle;
}

declare global {
  var Kloakd: Kloakd | undefined;
}

/**
 * Reads from the loader's own script tag where the service is, defines the element, and shows the playground in
 * every marked `div`. With `?render=explicit` the page does all that by `Kloakd.render`.
 */
export function start(script: HTMLScriptElement): void {
  // The page may have linked the script twice.
  if (globalThis.Kloakd) return;
  const { origin } = new URL(script.src);
  const isRefused = origin === location.origin && !script.dataset['ownPage'];

  const render: Kloakd['render'] = (host, options) => {
    if (!host?.attachShadow) throw new TypeError('Kloakd.render: no element');
    const all = { ...readOptions(host), ...options };
    const playground = shown.get(host);
    playground?.update(all);
    return playground ?? createPlayground(host, origin, isRefused, all);
  };
  globalThis.Kloakd = { render };
  if (script.src.includes('render=explicit')) return;

  // The class is within the function, because it extends `HTMLElement`, which does not exist on a server.
  class PlaygroundElement extends HTMLElement {
    static observedAttributes = CHANGEABLE;
    connectedCallback() {
      render(this);
    }
    disconnectedCallback() {
      shown.get(this)?.destroy();
    }
    // With this method, browsers that have `moveBefore` move the element without reloading the frame.
    connectedMoveCallback() {}
    attributeChangedCallback() {
      if (shown.has(this)) render(this);
    }
  }
  customElements.define('kloakd-playground', PlaygroundElement);
  const renderMarked = () =>
    document
      .querySelectorAll<HTMLElement>('[data-kloakd-playground]')
      .forEach((host) => render(host));
  renderMarked();
  // The script may run before the end of the page has been parsed.
  addEventListener('DOMContentLoaded', renderMarked);
}

/** Reads attributes such as `theme`, or `data-theme` on elements that are not ours. */
function readOptions(host: HTMLElement): PlaygroundOptions {
  const options: Record<string, string> = {};
  for (const { name, value } of host.attributes) options[name.replace('data-', '')] = value;
  return options;
}
