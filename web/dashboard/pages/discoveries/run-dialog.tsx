import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import type { Discoveries } from './list-model.ts';
import { strings } from './strings.ts';

export function RunDialog({ model }: { model: Discoveries }) {
  const { run, url } = model;
  return (
    <Dialog title={strings.runTitle} onClose={model.closeForm}>
      <p>{strings.runText}</p>
      <Form
        onSubmit={() => void run.run()}
        submit={strings.start}
        busy={run.busy.value}
        disabled={url.value.trim() === ''}
        failure={run.failure.value}
      >
        <Field
          label={strings.url}
          autofocus
          autocomplete="off"
          required
          maxLength={2048}
          placeholder="https://shop.example"
          value={url.value}
          onValue={(text) => (url.value = text)}
        />
        {run.busy.value && <p role="status">{strings.running}</p>}
      </Form>
    </Dialog>
  );
}
