import { useEffect, useMemo } from 'preact/hooks';
import type { AccountOptions } from '../../../../shared/account.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Providers } from '../../components/providers.tsx';
import { Redirect } from '../../components/redirect.tsx';
import { NewPasswordField } from '../../components/new-password-field.tsx';
import type { PageProps } from '../../page.ts';
import { followProvider } from '../../router/follow-provider.ts';
import { CheckMail } from './check-mail.tsx';
import { createSignUp, type SignUp } from './model.ts';
import { strings } from './strings.ts';

export function SignUpPage({ app }: PageProps) {
  const model = useMemo(() => createSignUp(app, followProvider), []);
  useEffect(() => {
    const look = () => {
      if (!document.hidden) model.lookAgain();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const session = app.session.state.value;
  if (session.kind === 'signed_in') return <Redirect app={app} to={model.next} />;
  if (session.kind !== 'signed_out') return null;
  if (model.sentTo.value !== null) return <CheckMail app={app} model={model} />;
  return (
    <PageFrame app={app} title={strings.title} lead={strings.lead} narrow>
      {session.options.sign_up === 'closed' ? (
        <Notice title={strings.closedTitle} text={strings.closedText} tone="calm" role="status" />
      ) : (
        <SignUpForm model={model} options={session.options} />
      )}
      <p>
        {strings.haveAccount}{' '}
        <a href={`/dashboard/sign-in?next=${encodeURIComponent(`/dashboard${model.next}`)}`}>
          {strings.signIn}
        </a>
      </p>
    </PageFrame>
  );
}

function SignUpForm({ model, options }: { model: SignUp; options: AccountOptions }) {
  const { sign_up: signUp, domains, password_length_min: lengthMin, providers } = options;
  const failure = model.submit.failure.value;
  return (
    <>
      <Providers providers={providers} signInWith={model.signInWith} />
      <Form
        onSubmit={() => void model.submit.run()}
        submit={strings.submit}
        busy={model.submit.busy.value}
        failure={failure}
      >
        <Field
          label={strings.name}
          autocomplete="name"
          required
          maxLength={80}
          value={model.name.value}
          onValue={(value) => (model.name.value = value)}
        />
        <Field
          label={strings.email}
          type="email"
          autocomplete="email"
          required
          hint={signUp === 'domains' ? strings.domains(domains) : undefined}
          value={model.email.value}
          onValue={(value) => (model.email.value = value)}
        />
        <NewPasswordField
          label={strings.password}
          lengthMin={lengthMin}
          hint={strings.passwordHint}
          value={model.password.value}
          onValue={(value) => (model.password.value = value)}
        />
      </Form>
    </>
  );
}
