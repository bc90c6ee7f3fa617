import type { ComponentChildren } from 'preact';
import css from './panel.module.css';

interface Props {
  title?: string;
  children: ComponentChildren;
}

/** A box around a chart, or around the explanation of an empty list. */
export function Panel({ title, children }: Props) {
  return (
    <section class={css.panel}>
      {title && <h2 class={css.title}>{title}</h2>}
      {children}
    </section>
  );
}
