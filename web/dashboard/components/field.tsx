import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import css from './field.module.css';

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: ComponentChildren;
  /** What is wrong with the value. */
  error?: string | null;
  type?: 'text' | 'email' | 'password' | 'date' | 'search';
  /** What the browser may fill in (HTML's autofill names). */
  autocomplete?: 'username' | 'email' | 'name' | 'current-password' | 'new-password' | 'off';
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  placeholder?: string;
  /** The first and the last date that may be chosen. */
  min?: string;
  max?: string;
}

/** A text field with its label, a hint and what is wrong with it. */
export function Field({ label, value, onValue, hint, error, ...input }: Props) {
  const id = useId();
  // Preact's types have another set of props for each type of input, and none for a type that is chosen at run time.
  const attributes: object = input;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {label}
      </label>
      <input
        {...attributes}
        id={id}
        class={css.input}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
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
    <div class={css.field}>
      <label class={css.label} for={id}>
        {label}
      </label>
      <select
        id={id}
        class={css.input}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
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
      {hint && (
        <p class={css.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

type TextAreaProps = Pick<Props, 'label' | 'value' | 'onValue' | 'hint' | 'error' | 'placeholder'>;

/** A field for several lines. */
export function TextArea({ label, value, onValue, hint, error, placeholder }: TextAreaProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={css.field}>
      <label class={css.label} for={id}>
        {label}
      </label>
      <textarea
        id={id}
        class={`${css.input} ${css.area}`}
        rows={3}
        spellcheck={false}
        value={value}
        placeholder={placeholder}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
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
