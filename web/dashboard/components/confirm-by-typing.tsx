import { useSignal } from '@preact/signals';
import type { Failure } from '../models/failure.ts';
import { Field } from './field.tsx';
import { Form } from './form.tsx';

interface Props {
  /** The text that must be typed, such as a name. */
  expected: string;
  label: string;
  submit: string;
  busy: boolean;
  failure: Failure | null;
  onConfirm: () => void;
}

/** A form whose red button works only after the expected text was typed. */
export function ConfirmByTyping(props: Props) {
  const { expected, label, onConfirm, ...form } = props;
  const typed = useSignal('');
  return (
    <Form {...form} danger disabled={typed.value.trim() !== expected} onSubmit={onConfirm}>
      <Field
        label={label}
        autocomplete="off"
        value={typed.value}
        onValue={(value) => (typed.value = value)}
      />
    </Form>
  );
}
