import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Dashboard } from '../models/dashboard.ts';
import { strings } from '../strings.ts';
import css from './page-frame.module.css';

interface Props {
  app: Dashboard;
  title: string;
  /** A sentence below the heading. */
  lead?: ComponentChildren;
  /** Buttons beside the heading. */
  actions?: ComponentChildren;
  /** True for forms: one narrow column. */
  narrow?: boolean;
  children: ComponentChildren;
}

/**
 * A page's heading and content. The heading is also the window's title. It gets the focus after a navigation, so that a
 * screen reader says which page was opened.
 */
export function PageFrame({ app, title, lead, actions, narrow = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = strings.titleOf(title);
  }, [title]);
  useLayoutEffect(() => {
    if (!app.router.hasMoved()) return;
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <div class={narrow ? `${css.page} ${css.narrow}` : css.page}>
      <div class={css.head}>
        <h1 ref={heading} class={css.title} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div class={css.actions}>{actions}</div>}
      </div>
      {lead && <p class={css.lead}>{lead}</p>}
      {children}
    </div>
  );
}
