import { signal, type ReadonlySignal } from '@preact/signals';
import { toFailure, type Failure } from './failure.ts';

/** Something that a person does and that may fail, such as saving a form. */
export interface Action<Input extends unknown[]> {
  busy: ReadonlySignal<boolean>;
  failure: ReadonlySignal<Failure | null>;
  /** @returns whether it succeeded. A call while another runs does nothing and gives false. */
  run: (...input: Input) => Promise<boolean>;
  clear: () => void;
}

export function createAction<Input extends unknown[]>(
  act: (...input: Input) => Promise<unknown>,
): Action<Input> {
  const busy = signal(false);
  const failure = signal<Failure | null>(null);
  return {
    busy,
    failure,
    clear: () => (failure.value = null),
    run: async (...input) => {
      if (busy.peek()) return false;
      busy.value = true;
      failure.value = null;
      try {
        await act(...input);
        return true;
      } catch (thrown) {
        failure.value = toFailure(thrown);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
