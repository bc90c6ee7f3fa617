import type { ComponentChildren } from 'preact';
import css from './badge.module.css';

type Tone = 'good' | 'warn' | 'bad' | 'calm';

/** A short status. The text says everything that the colour says. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={css.badge} data-tone={tone}>
      {children}
    </span>
  );
}
