import type { ComponentChildren } from 'preact';
import css from './notice.module.css';

interface Props {
  title: string;
  text: string;
  /** The server's sentence; untrusted text. */
  detail?: string;
  tone: 'bad' | 'calm' | 'offer';
  /** `alert` interrupts a screen reader, `status` waits for a pause. */
  role: 'alert' | 'status';
  /** The code, the request's ID, and whether it cost a discovery. */
  facts?: ComponentChildren;
  /** Buttons. They are outside the live region, because a countdown in one would be read out each second. */
  children?: ComponentChildren;
}

/** Says what happened and what to do about it. */
export function Notice({ title, text, detail, tone, role, facts, children }: Props) {
  return (
    <section class={css.notice} data-tone={tone}>
      <div class={css.words} role={role}>
        <h2 class={css.title}>{title}</h2>
        <p class={css.text}>{text}</p>
        {detail && <p class={css.detail}>{detail}</p>}
        {facts && <p class={css.facts}>{facts}</p>}
      </div>
      {children}
    </section>
  );
}
