import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Notice } from '../../../ui/notice.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { createAction } from '../../models/action.ts';
import type { PageProps } from '../../page.ts';
import { strings } from './strings.ts';

export function ForgotPage({ app }: PageProps) {
  const email = useSignal('');
  const sentTo = useSignal<string | null>(null);
  const submit = useMemo(
    () =>
      createAction(async () => {
        const address = email.peek().trim();
        await app.auth.requestReset(address);
        sentTo.value = address;
      }),
    [],
  );
  return (
    <PageFrame app={app} title={strings.title} lead={strings.lead} narrow>
      {sentTo.value === null ? (
        <Form
          onSubmit={() => void submit.run()}
          submit={strings.submit}
          busy={submit.busy.value}
          failure={submit.failure.value}
        >
          <Field
            label={strings.email}
            type="email"
            autocomplete="username"
            required
            value={email.value}
            onValue={(value) => (email.value = value)}
          />
        </Form>
      ) : (
        <Notice
          title={strings.sentTitle}
          text={strings.sentText(sentTo.value)}
          tone="offer"
          role="status"
        />
      )}
      <p>
        <a href="/dashboard/sign-in">{strings.back}</a>
      </p>
    </PageFrame>
  );
}
