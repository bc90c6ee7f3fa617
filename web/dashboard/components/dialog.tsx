import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { strings } from '../strings.ts';
import css from './dialog.module.css';

interface Props {
  title: string;
  onClose: () => void;
  /** True: neither Escape nor a close button closes the dialog, because what it shows would be lost. */
  locked?: boolean;
  wide?: boolean;
  children: ComponentChildren;
}

/** A modal dialog. The browser keeps the focus in it, and returns the focus when it closes. */
export function Dialog({ title, onClose, locked = false, wide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const isRemoved = useRef(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      // The browser returns the focus only if the dialog is closed before it is removed.
      isRemoved.current = true;
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? `${css.dialog} ${css.wide}` : css.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // This event also comes from a dialog inside, or from a field's list of suggestions.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        if (!locked) onClose();
      }}
      onClose={() => {
        // The event comes late, when this dialog may have been replaced by another one.
        if (isRemoved.current) return;
        // Browsers close a dialog at the second Escape even if the page cancels the event.
        if (locked) dialog.current?.showModal();
        else onClose();
      }}
    >
      <div class={css.head}>
        <h2 id={titleId} class={css.title} tabIndex={-1}>
          {title}
        </h2>
        {!locked && (
          <button type="button" class="button-quiet" onClick={onClose}>
            {strings.close}
          </button>
        )}
      </div>
      <div class={css.content}>{children}</div>
    </dialog>
  );
}
