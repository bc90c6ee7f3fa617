import { useId } from 'preact/hooks';
import css from './choices.module.css';

interface Props<Value extends string> {
  legend: string;
  options: readonly { value: Value; label: string }[];
  isChosen: (value: Value) => boolean;
  onChoose: (value: Value) => void;
  /** True: check boxes. Otherwise radio buttons. */
  several?: boolean;
}

/** A group of radio buttons or check boxes. */
export function Choices<Value extends string>(props: Props<Value>) {
  const { legend, options, isChosen, onChoose, several = false } = props;
  const name = useId();
  return (
    <fieldset class={css.choices}>
      <legend class={css.legend}>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} class={css.choice}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={isChosen(value)}
            onChange={() => onChoose(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
