import { Dialog } from '../../components/dialog.tsx';
import { Choices } from '../../components/choices.tsx';
import { Field, SelectField, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { strings as shared } from '../../strings.ts';
import type { Keys } from './model.ts';
import type { NewKey } from './new-key.ts';
import { strings } from './strings.ts';

const ACCESS = (['full', 'read'] as const).map((value) => ({
  value,
  label: strings.accessOptions[value],
}));
const EXPIRIES = (['never', 'days30', 'days90', 'days365', 'date'] as const).map((value) => ({
  value,
  label: strings.expiries[value],
}));

export function CreateDialog({ model }: { model: Keys }) {
  const form = model.form();
  const failure = model.create.failure.value;
  const wrongField = failure?.field ?? '';
  return (
    <Dialog title={strings.create} onClose={model.close}>
      <Form
        onSubmit={() => void model.create.run()}
        submit={strings.create}
        busy={model.create.busy.value}
        failure={failure}
      >
        <Field
          label={strings.name}
          hint={strings.nameHint}
          autofocus
          required
          maxLength={80}
          autocomplete="off"
          value={form.name.value}
          onValue={(value) => (form.name.value = value)}
          error={wrongField.includes('name') ? failure?.detail : null}
        />
        <SelectField
          label={strings.accessLabel}
          hint={strings.accessHint}
          options={ACCESS}
          value={form.access.value}
          onValue={(value) => (form.access.value = value)}
        />
        <Modules model={model} form={form} />
        <TextArea
          label={strings.networksLabel}
          hint={strings.networksHint}
          placeholder={strings.networksPlaceholder}
          value={form.networks.value}
          onValue={(value) => (form.networks.value = value)}
          error={wrongField.includes('networks') ? failure?.detail : null}
        />
        <SelectField
          label={strings.expiryLabel}
          options={EXPIRIES}
          value={form.expiry.value}
          onValue={(value) => (form.expiry.value = value)}
        />
        {form.expiry.value === 'date' && (
          <Field
            label={strings.expiryDate}
            type="date"
            required
            min={form.today()}
            value={form.lastDay.value}
            onValue={(value) => (form.lastDay.value = value)}
          />
        )}
      </Form>
    </Dialog>
  );
}

function Modules({ model, form }: { model: Keys; form: NewKey }) {
  const state = model.modules().state.value;
  if (state.kind === 'loading') return <p role="status">{shared.loading}</p>;
  if (state.kind === 'failed') return <p>{strings.modulesUnknown}</p>;
  const chosen = form.modules.value;
  return (
    <>
      <Choices
        legend={strings.modulesLabel}
        options={[
          { value: 'all', label: strings.allModules },
          { value: 'some', label: strings.someModules },
        ]}
        isChosen={(value) => (value === 'all') === (chosen === null)}
        onChoose={(value) => (form.modules.value = value === 'all' ? null : new Set())}
      />
      {chosen && (
        <Choices
          several
          legend={strings.chosenModules}
          options={state.value.map((name) => ({ value: name, label: name }))}
          isChosen={(name) => chosen.has(name)}
          onChoose={form.toggleModule}
        />
      )}
    </>
  );
}
