import { Field } from './field.tsx';

interface Props {
  label: string;
  /** The fewest characters that the server accepts; undefined until it has said so. */
  lengthMin: number | undefined;
  hint: (lengthMin: number) => string;
  value: string;
  onValue: (value: string) => void;
}

/** A field for a password that the person chooses. */
export function NewPasswordField({ label, lengthMin, hint, value, onValue }: Props) {
  return (
    <Field
      label={label}
      type="password"
      autocomplete="new-password"
      required
      minLength={lengthMin}
      hint={lengthMin === undefined ? undefined : hint(lengthMin)}
      value={value}
      onValue={onValue}
    />
  );
}
