/**
 * The messages between a page and the playground in its frame, in both directions. The loader (in the page) and the
 * widget (in the frame) both import this file. No message ever holds a key or the address that a visitor typed.
 */
export interface Envelope<Type extends string = string, Detail = unknown> {
  source: 'kloakd';
  v: 1;
  /** A random ID of the frame, which tells the playgrounds of one page apart. */
  channel: string;
  type: Type;
  detail: Detail;
}

/** From the widget to the page. The loader dispatches each again as a DOM event `kloakd:<type>`. */
export interface UpDetails {
  /** The widget is usable and receives messages from now on. */
  ready: object;
  /** The widget's height in CSS pixels. */
  resize: { height: number };
  /** The run's state: `idle`, `preparing`, `running`, `done`, `cancelled`, `failed`, `waiting_for_network`. */
  state: { state: string };
  'run:start': object;
  'run:progress': { phase: string; endpoints: number };
  'run:done': { endpoints: number; charged: boolean; elapsedMs: number };
  /** `charged` is null where the widget does not know. */
  'run:error': { code: string; charged: boolean | null };
  /** Sent at each change. The first one means that the visitor has a key. */
  quota: { limit: number | null; remaining: number | null };
  /** The visitor opened the link to sign up or to upgrade. */
  cta: object;
}
export type UpType = keyof UpDetails;

/** From the page to the widget. */
export interface DownDetails {
  config: EmbedSettings;
  /** Without `url` the widget discovers what is in its field. */
  run: { url?: string | undefined };
  reset: object;
}
export type DownType = keyof DownDetails;

/** What the page may change while the playground is shown. The widget applies what differs from the last settings. */
export interface EmbedSettings {
  theme: 'light' | 'dark';
  lang: string;
  /** The address to put into the field. */
  url?: string | undefined;
  view?: string | undefined;
  accent?: string | undefined;
}

export function wrap<Type extends string, Detail>(
  channel: string,
  type: Type,
  detail: Detail,
): Envelope<Type, Detail> {
  return { source: 'kloakd', v: 1, channel, type, detail };
}

/** @returns whether it is a message of this channel; its type and detail are as the sender wrote them */
export function isMessage(data: Partial<Envelope> | null, channel: string): data is Envelope {
  return data?.source === 'kloakd' && data.v === 1 && data.channel === channel;
}

// One pattern, because the loader's budget is two kilobytes. A test compares it with the types above.
const UP_TYPE = /^(ready|resize|state|run:(start|progress|done|error)|quota|cta)$/;

/** Every other type is ignored: a newer widget may send more. */
export function isUp(message: Envelope): message is Envelope<UpType> {
  return UP_TYPE.test(message.type);
}
