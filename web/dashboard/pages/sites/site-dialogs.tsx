import type { Site } from '../../../../shared/organization.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import type { SitesModel } from './model.ts';
import { strings } from './strings.ts';

export function AddDialog({ model }: { model: SitesModel }) {
  const { add, origin, name } = model;
  return (
    <Dialog title={strings.addTitle} onClose={model.close}>
      <p>{strings.addText}</p>
      <Form
        onSubmit={() => void add.run()}
        submit={strings.add}
        busy={add.busy.value}
        failure={add.failure.value}
      >
        <Field
          label={strings.origin}
          hint={strings.originHint}
          autofocus
          autocomplete="off"
          required
          minLength={8}
          maxLength={200}
          placeholder="https://docs.example.com"
          value={origin.value}
          onValue={(value) => (origin.value = value)}
        />
        <Field
          label={strings.name}
          autocomplete="off"
          maxLength={80}
          value={name.value}
          onValue={(value) => (name.value = value)}
        />
      </Form>
    </Dialog>
  );
}

export function RemoveDialog({ model, site }: { model: SitesModel; site: Site }) {
  const { remove } = model;
  return (
    <Dialog title={strings.removeTitle} onClose={model.close}>
      <Form
        onSubmit={() => void remove.run(site.id)}
        submit={strings.remove}
        busy={remove.busy.value}
        failure={remove.failure.value}
        danger
      >
        <p>{strings.removeText(site.origin)}</p>
      </Form>
    </Dialog>
  );
}
