import type { ComponentChildren } from 'preact';
import css from './panel.module.css';

interface Props {
  title?: string;
  children: ComponentChildren;
}

/** A white box: around a chart, and where a list is still empty, with what to do about it. */
export function Panel({ title, children }: Props) {
  return (
    <section class={css.panel}>
      {title && <h2 class={css.title}>{title}</h2>}
      {children}
    </section>
  );
}
