/**
 * The messages between a page and the playground in its frame, in both directions. The loader (in the page) and the
 * widget (in the frame) both import this file. No message ever holds a key or the address that a visitor typed.
 */
export interface Envelope<Type extends string = string, Detail = unknown> {
  source: 'kloakd';
  v: 1;
  /** A random ID of this one frame: two playgrounds on a page do not hear each other. */
  channel: string;
  type: Type;
  detail: Detail;
}

/** From the widget to the page. The loader dispatches each again as a DOM event `kloakd:<type>`. */
export interface UpDetails {
  /** The widget is usable and hears messages from now on. */
  ready: object;
  /** In CSS pixels. */
  resize: { height: number };
  /** Of the run: `idle`, `preparing`, `running`, `done`, `cancelled`, `failed`, `waiting_for_network`. */
  state: { state: string };
  'run:start': object;
  'run:progress': { phase: string; endpoints: number };
  'run:done': { endpoints: number; charged: boolean; elapsedMs: number };
  /** `charged` is null where the widget does not know. */
  'run:error': { code: string; charged: boolean | null };
  /** Told at each change. The first one means that the visitor has a key. */
  quota: { limit: number | null; remaining: number | null };
  /** The visitor opened the link to sign up or to upgrade. */
  cta: object;
}
export type UpType = keyof UpDetails;

/** From the page to the widget. */
export interface DownDetails {
  config: EmbedSettings;
  /** Without an address: what is in the field. */
  run: { url?: string | undefined };
  reset: object;
}
export type DownType = keyof DownDetails;

/** What the page may change while the playground is shown. The widget takes over what differs from the last ones. */
export interface EmbedSettings {
  theme: 'light' | 'dark';
  lang: string;
  /** Put into the field. */
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

// As one pattern, because the loader has two kilobytes for everything. A test holds it against the types above.
const UP_TYPE = /^(ready|resize|state|run:(start|progress|done|error)|quota|cta)$/;

/** Every other type is ignored: a newer widget may send more. */
export function isUp(message: Envelope): message is Envelope<UpType> {
  return UP_TYPE.test(message.type);
}
