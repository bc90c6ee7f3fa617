import { useSignal } from '@preact/signals';
import type { Failure } from '../models/failure.ts';
import { Field } from './field.tsx';
import { Form } from './form.tsx';

interface Props {
  /** What has to be typed, such as the name of the thing. */
  expected: string;
  label: string;
  submit: string;
  busy: boolean;
  failure: Failure | null;
  onConfirm: () => void;
}

/** A form whose red button works only when the name of what is removed has been typed. */
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
