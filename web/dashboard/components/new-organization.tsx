import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { createOrganization } from '../../api/account.ts';
import { createAction } from '../models/action.ts';
import type { Dashboard } from '../models/dashboard.ts';
import { Field } from './field.tsx';
import { Form } from './form.tsx';

interface Props {
  app: Dashboard;
  texts: { name: string; nameHint: string; submit: string };
  /** Called with the new organization's ID, once the session knows it. */
  onCreated: (organizationId: string) => void;
}

export function NewOrganization({ app, texts, onCreated }: Props) {
  const name = useSignal('');
  const submit = useMemo(
    () =>
      createAction(async () => {
        const { id } = await createOrganization(app.send, name.peek().trim());
        await app.session.refresh();
        onCreated(id);
      }),
    [],
  );
  return (
    <Form
      onSubmit={() => void submit.run()}
      submit={texts.submit}
      busy={submit.busy.value}
      failure={submit.failure.value}
    >
      <Field
        label={texts.name}
        hint={texts.nameHint}
        required
        maxLength={80}
        autocomplete="off"
        value={name.value}
        onValue={(value) => (name.value = value)}
      />
    </Form>
  );
}
