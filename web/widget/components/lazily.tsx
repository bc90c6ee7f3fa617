import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';

/** A component whose code is fetched when it is first shown: the first paint pays nothing for it. */
export function lazily<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): FunctionComponent<Props> {
  const loaded = signal<FunctionComponent<Props> | null>(null);
  let asked = false;
  return function Lazily(props: Props) {
    const Part = loaded.value;
    if (Part) return <Part {...props} />;
    if (!asked) {
      asked = true;
      load().then(
        (part) => (loaded.value = part),
        // A chunk that a lost connection kept away is asked for again at the next look.
        () => (asked = false),
      );
    }
    return <div class="panel-loading" aria-busy="true" />;
  };
}
