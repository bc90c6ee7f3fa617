import type { ComponentChildren } from 'preact';
import css from './badge.module.css';

type Tone = 'good' | 'warn' | 'bad' | 'calm';

/** One word about a thing. Its text says all; the colour only repeats it. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={css.badge} data-tone={tone}>
      {children}
    </span>
  );
}
