import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';

/** A component whose code is fetched when it is first shown: the first paint pays nothing for it. */
export function lazily<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  const loaded = signal<FunctionComponent<Props> | null>(null);
  let asked = false;
  const ask = () => {
    asked = true;
    load().then(
      (part) => (loaded.value = part),
      // A chunk that a lost connection kept away is asked for again when there is one, or at the next look.
      () => {
        asked = false;
        addEventListener('online', ask, { once: true });
      },
    );
  };
  return function Lazily(props: Props) {
    const Part = loaded.value;
    if (Part) return <Part {...props} />;
    if (!asked) ask();
    return <div class="panel-loading" aria-busy="true" />;
  };
}
