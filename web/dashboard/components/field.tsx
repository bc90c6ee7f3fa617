import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import css from './field.module.css';

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: ComponentChildren;
  /** What is wrong with the value, and how to fix it. */
  error?: string | null;
  type?: 'text' | 'email' | 'password' | 'date' | 'search';
  /** What the browser may fill in, by HTML's autofill names. */
  autocomplete?: 'username' | 'email' | 'name' | 'current-password' | 'new-password' | 'off';
  required?: boolean;
  /** True for the first field of a dialog, which gets the focus when the dialog opens. */
  autofocus?: boolean;
  minLength?: number;
  maxLength?: number;
  placeholder?: string;
  /** The first date that may be chosen; `max` is the last. */
  min?: string;
  max?: string;
}

/** A text field with its label, a hint and what is wrong with it. */
export function Field({ label, value, onValue, hint, error, ...input }: Props) {
  const id = useId();
  // Preact's types have another set of props for each type of input, and none for a type that is chosen at run time.
  const attributes: object = input;
  return (
    <Framed id={id} label={label} hint={hint} error={error}>
      <input
        {...attributes}
        id={id}
        class={css.input}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Framed>
  );
}

interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onValue: (value: Value) => void;
  hint?: ComponentChildren;
}

export function SelectField<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onValue, hint } = props;
  const id = useId();
  return (
    <Framed id={id} label={label} hint={hint}>
      <select
        id={id}
        class={css.input}
        value={value}
        aria-describedby={describedBy(id, hint)}
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen) onValue(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Framed>
  );
}

type TextAreaProps = Pick<Props, 'label' | 'value' | 'onValue' | 'hint' | 'error' | 'placeholder'>;

/** A field for several lines. */
export function TextArea({ label, value, onValue, hint, error, placeholder }: TextAreaProps) {
  const id = useId();
  return (
    <Framed id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        class={`${css.input} ${css.area}`}
        rows={3}
        spellcheck={false}
        value={value}
        placeholder={placeholder}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Framed>
  );
}

interface FrameProps extends Pick<Props, 'label' | 'hint' | 'error'> {
  /** Of the control inside. */
  id: string;
  children: ComponentChildren;
}

/** The parts of a field around its control: the label above, the hint and the error below. */
function Framed({ id, label, hint, error, children }: FrameProps) {
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {label}
      </label>
      {children}
      {hint && (
        <p class={css.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class={css.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** The IDs of the texts that a screen reader reads with the control. */
function describedBy(id: string, hint: Props['hint'], error?: Props['error']): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
