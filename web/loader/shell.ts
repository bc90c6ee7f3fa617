// `max-height`, because a wrong height must not push the rest of the page out of sight.
const STYLE = 'width:100%;max-height:2400px;border:0;vertical-align:top';
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox';

/** A tuple, because names of members would exceed the loader's budget. */
type Shell = readonly [
  frame: HTMLIFrameElement,
  /** Shows the frame. With a reason it shows the reason and the page's own fallback instead. */
  show: (reason?: string) => void,
  /** Removes everything; the element shows its own content again. */
  empty: () => void,
];

/** The shadow tree of one playground: the frame, and what is shown where it does not load. */
export function createShell(host: HTMLElement, service: string, loading = 'lazy'): Shell {
  // A shadow tree cannot be removed. One that was emptied before is used again.
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const frame = add(root, 'iframe', {
    loading,
    referrerpolicy: 'strict-origin',
    allow: 'clipboard-write',
    sandbox: SANDBOX,
  });
  // Every content security policy allows this; a `style` attribute may be forbidden.
  frame.style.cssText = STYLE;
  // Screen readers announce text that appears in it.
  const box = add(root, 'div', { role: 'status' });
  const reason = add(box, 'a', { href: service });
  const fallback = add(root, 'slot', {});
  const show = (text?: string) => {
    reason.textContent = text ? `The playground did not load: ${text}.` : '';
    frame.hidden = !!text;
    // An empty link would be a stop of the keyboard that nobody sees.
    fallback.hidden = reason.hidden = !text;
  };
  const empty = () => {
    root.replaceChildren(fallback);
    fallback.hidden = false;
  };
  return [frame, show, empty];
}

function add<Name extends keyof HTMLElementTagNameMap>(
  parent: ParentNode,
  name: Name,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}
