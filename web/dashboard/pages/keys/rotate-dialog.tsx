import { useSignal } from '@preact/signals';
import type { ApiKey } from '../../../../shared/api-keys.ts';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { nameOf } from './key-facts.ts';
import type { Keys } from './model.ts';
import { strings } from './strings.ts';

const HOUR_SECONDS = 3600;
const OVERLAP_SECONDS = {
  now: 0,
  hour: HOUR_SECONDS,
  day: 24 * HOUR_SECONDS,
  week: 7 * 24 * HOUR_SECONDS,
};
const OPTIONS = (['now', 'hour', 'day', 'week'] as const).map((value) => ({
  value,
  label: strings.overlaps[value],
}));

export function RotateDialog({ model, apiKey }: { model: Keys; apiKey: ApiKey }) {
  const overlap = useSignal<keyof typeof OVERLAP_SECONDS>('day');
  return (
    <Dialog title={strings.rotateTitle(nameOf(apiKey))} onClose={model.close}>
      <p>{strings.rotateText}</p>
      <Form
        onSubmit={() => void model.rotate.run(apiKey, OVERLAP_SECONDS[overlap.value])}
        submit={strings.rotate}
        busy={model.rotate.busy.value}
        failure={model.rotate.failure.value}
      >
        <SelectField
          label={strings.overlapLabel}
          hint={overlap.value === 'now' ? strings.rotateNow : undefined}
          options={OPTIONS}
          value={overlap.value}
          onValue={(value) => (overlap.value = value)}
        />
      </Form>
    </Dialog>
  );
}
