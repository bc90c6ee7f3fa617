import type { ComponentChildren } from 'preact';
import type { Failure } from '../models/failure.ts';
import { FailureNotice } from './failure-notice.tsx';
import css from './form.module.css';

interface Props {
  onSubmit: () => void;
  /** The text of the button. */
  submit: string;
  busy: boolean;
  disabled?: boolean;
  failure?: Failure | null;
  /** Shown instead of the usual notice of a failure. */
  notice?: ComponentChildren;
  /** True: a red button, for an action that cannot be undone. */
  danger?: boolean;
  /** The text beside the button after success, where the form stays. */
  done?: string | false;
  /** Further buttons. */
  buttons?: ComponentChildren;
  children: ComponentChildren;
}

/** A form that a script sends. The button is disabled meanwhile, and a failure is shown above it. */
export function Form(props: Props) {
  const { onSubmit, submit, busy, disabled = false, failure, notice, danger } = props;
  const { buttons, done } = props;
  return (
    <form
      class={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {props.children}
      {notice ?? (failure && <FailureNotice failure={failure} />)}
      <div class={css.buttons}>
        <button
          type="submit"
          class={danger ? `button ${css.danger}` : 'button button-primary'}
          disabled={busy || disabled}
          aria-busy={busy}
        >
          {submit}
        </button>
        {buttons}
        {done !== undefined && <p role="status">{done}</p>}
      </div>
    </form>
  );
}
