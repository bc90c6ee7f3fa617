import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Notice } from '../../../ui/notice.tsx';
import { Form } from '../../components/form.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { NewPasswordField } from '../../components/new-password-field.tsx';
import { createAction } from '../../models/action.ts';
import type { PageProps } from '../../page.ts';
import { strings } from './strings.ts';

/** The page that the link in a "forgot your password" mail opens. */
export function ResetPage({ app }: PageProps) {
  const token = useMemo(() => app.router.place.peek().query.get('token'), []);
  const password = useSignal('');
  const done = useSignal(false);
  const submit = useMemo(
    () =>
      createAction(async () => {
        await app.auth.resetPassword(token ?? '', password.peek());
        done.value = true;
      }),
    [],
  );
  const session = app.session.state.value;
  const options = 'options' in session ? session.options : null;
  const failure = submit.failure.value;
  if (token === null || failure?.code === 'link_invalid') return <Invalid {...{ app }} />;
  if (done.value) {
    return (
      <PageFrame app={app} title={strings.doneTitle} lead={strings.doneText} narrow>
        <p>
          <a class="button button-primary" href="/dashboard/sign-in">
            {strings.signIn}
          </a>
        </p>
      </PageFrame>
    );
  }
  return (
    <PageFrame app={app} title={strings.title} narrow>
      <Form
        onSubmit={() => void submit.run()}
        submit={strings.submit}
        busy={submit.busy.value}
        failure={failure}
      >
        <NewPasswordField
          label={strings.password}
          lengthMin={options?.password_length_min}
          hint={strings.passwordHint}
          value={password.value}
          onValue={(value) => (password.value = value)}
        />
      </Form>
    </PageFrame>
  );
}

function Invalid({ app }: Pick<PageProps, 'app'>) {
  return (
    <PageFrame app={app} title={strings.title} narrow>
      <Notice title={strings.invalidTitle} text={strings.invalidText} tone="bad" role="alert">
        <a class="button" href="/dashboard/forgot">
          {strings.again}
        </a>
      </Notice>
    </PageFrame>
  );
}
