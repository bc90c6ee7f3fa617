import { signal } from '@preact/signals';
import type { ComponentChildren, FunctionComponent } from 'preact';

/**
 * A component whose code is fetched when it is first shown, so that the first paint does without it. While the browser
 * is offline it waits for the network. Where the code no longer exists it shows `Missing`.
 */
export function lazily<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  Missing: FunctionComponent,
  waiting: ComponentChildren = <div class="part-loading" aria-busy="true" />,
): FunctionComponent<Props> {
  const loaded = signal<FunctionComponent<Props> | null>(null);
  const missing = signal(false);
  let asked = false;
  const ask = () => {
    asked = true;
    load().then(
      (part) => (loaded.value = part),
      () => {
        asked = false;
        missing.value = navigator.onLine;
        addEventListener('online', ask, { once: true });
      },
    );
  };
  return function Lazily(props: Props) {
    const Part = loaded.value;
    if (Part) return <Part {...props} />;
    if (missing.value) return <Missing />;
    if (!asked) ask();
    return waiting;
  };
}
