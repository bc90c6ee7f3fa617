import { isFields, numberOf, fieldsOf, type Fields } from '../api/read.ts';

const HEIGHT_MIN_PX = 320;
// A wrong height must not push the rest of the page out of sight.
const HEIGHT_MAX_PX = 2400;

/** Gives the widget's frame the height that it reports. */
export function followFrame(frame: HTMLIFrameElement, channel: string): void {
  addEventListener('message', ({ data, origin, source }: MessageEvent<unknown>) => {
    if (origin !== location.origin || source !== frame.contentWindow) return;
    if (!isFields(data) || data['source'] !== 'kloakd' || data['v'] !== 1) return;
    if (data['channel'] !== channel) return;
    take(frame, data);
  });
}

function take(frame: HTMLIFrameElement, message: Fields): void {
  if (message['type'] !== 'resize') return;
  const height = numberOf(fieldsOf(message, 'detail'), 'height');
  if (height === null) return;
  frame.style.height = `${Math.min(HEIGHT_MAX_PX, Math.max(HEIGHT_MIN_PX, height))}px`;
}
