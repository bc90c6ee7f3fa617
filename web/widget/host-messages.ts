import { effect } from '@preact/signals';
import type { WidgetModel } from './models/widget.ts';

/** What the widget tells the page that frames it. Never the key. */
interface Message {
  source: 'kloakd';
  v: 1;
  channel: string;
  type: string;
  detail: Record<string, unknown>;
}

const CHANNEL_PATTERN = /^[\w-]{1,64}$/;

/** Reports to the framing page, if it asked for it by a `channel`. */
export function connectHost(model: WidgetModel, query: URLSearchParams, root: HTMLElement): void {
  const channel = query.get('channel');
  const target = hostOrigin(query);
  if (parent === window || channel === null || !CHANNEL_PATTERN.test(channel) || target === null)
    return;
  const tell = (type: string, detail: Message['detail'] = {}) => {
    const message: Message = { source: 'kloakd', v: 1, channel, type, detail };
    parent.postMessage(message, target);
  };

  new ResizeObserver(() =>
    tell('resize', { height: Math.ceil(root.getBoundingClientRect().height) }),
  ).observe(root);
  effect(() => {
    const { kind } = model.run.state.value;
    tell('state', { state: kind });
    if (kind === 'done') tell('run:done', { endpoints: model.run.endpoints.peek().length });
    else if (kind === 'failed') tell('run:error');
  });
  effect(() => {
    const quota = model.session.quota.value;
    if (quota) tell('quota', { limit: quota.limit, remaining: quota.remaining });
  });
  document.documentElement.classList.add('framed');
  tell('ready');
}

/**
 * The origin that messages are addressed to. It must be the framing page's own: messages to another origin
 * would tell it what the visitor does here.
 */
function hostOrigin(query: URLSearchParams): string | null {
  const named = query.get('origin');
  if (named === null) return location.origin;
  return URL.parse(document.referrer)?.origin === named ? named : null;
}
