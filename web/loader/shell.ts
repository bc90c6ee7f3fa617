// The largest height is there because a wrong one must not push the rest of the page out of sight.
const STYLE = 'width:100%;max-height:2400px;border:0;vertical-align:top';
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox';

/** As a tuple, because names of members cost bytes that the loader does not have. */
type Shell = readonly [
  frame: HTMLIFrameElement,
  /** Shows the frame, or with a reason that and the page's own fallback in its place. */
  show: (reason?: string) => void,
  /** Removes everything; the element shows its own content again. */
  empty: () => void,
];

/** The shadow tree of one playground: the frame, and what is shown where it does not load. */
export function createShell(host: HTMLElement, service: string, loading = 'lazy'): Shell {
  // A shadow tree cannot be removed again: one that was emptied before is taken up.
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const frame = add(root, 'iframe', {
    loading,
    referrerpolicy: 'strict-origin',
    allow: 'clipboard-write',
    sandbox: SANDBOX,
  });
  // Unlike a `style` attribute, this is allowed under every policy of the page.
  frame.style.cssText = STYLE;
  // Screen readers announce what appears in it.
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
