import { CHANGEABLE, type PlaygroundOptions } from './options.ts';
import { createPlayground, shown, type PlaygroundHandle } from './playground.ts';

/** `window.Kloakd`. */
export interface Kloakd {
  /**
   * Shows the playground in an element. Where it is shown already, the options are taken over and the same
   * playground is given back.
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
  // A page may link the script twice.
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

  // Within a function: the class names `HTMLElement`, which a server does not have.
  class PlaygroundElement extends HTMLElement {
    static observedAttributes = CHANGEABLE;
    connectedCallback() {
      render(this);
    }
    disconnectedCallback() {
      shown.get(this)?.destroy();
    }
    // Where the browser has it, `moveBefore` moves the element without reloading the frame.
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
  // The script may have come before the end of the page.
  addEventListener('DOMContentLoaded', renderMarked);
}

/** Reads `theme`, and `data-theme` in its place on elements that are not ours. */
function readOptions(host: HTMLElement): PlaygroundOptions {
  const options: Record<string, string> = {};
  for (const { name, value } of host.attributes) options[name.replace('data-', '')] = value;
  return options;
}
