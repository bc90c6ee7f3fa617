import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Notice } from '../../../ui/notice.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Providers } from '../../components/providers.tsx';
import { Redirect } from '../../components/redirect.tsx';
import type { PageProps } from '../../page.ts';
import { followProvider } from '../../router/follow-provider.ts';
import { createSignIn, type SignIn } from './model.ts';
import { strings } from './strings.ts';

export function SignInPage({ app }: PageProps) {
  const model = useMemo(() => createSignIn(app, followProvider), []);
  const session = app.session.state.value;
  if (session.kind === 'signed_in') return <Redirect app={app} to={model.next} />;
  if (session.kind !== 'signed_out') return null;
  const { providers, sign_up: signUp } = session.options;
  return (
    <PageFrame app={app} title={strings.title} narrow>
      {model.providerFailed && (
        <Notice
          title={strings.providerFailedTitle}
          text={strings.providerFailedText}
          tone="bad"
          role="alert"
        />
      )}
      <Providers providers={providers} signInWith={model.signInWith} />
      <Form
        onSubmit={() => void model.submit.run()}
        submit={strings.submit}
        busy={model.submit.busy.value}
        failure={model.submit.failure.value}
        notice={noticeFor(model)}
      >
        <Field
          label={strings.email}
          type="email"
          autocomplete="username"
          required
          value={model.email.value}
          onValue={(value) => (model.email.value = value)}
        />
        <Field
          label={strings.password}
          type="password"
          autocomplete="current-password"
          required
          value={model.password.value}
          onValue={(value) => (model.password.value = value)}
          hint={<a href="/dashboard/forgot">{strings.forgot}</a>}
        />
      </Form>
      {signUp !== 'closed' && (
        <p>
          {strings.noAccount}{' '}
          <a href={signUpHref(app.router.place.value.query)}>{strings.signUp}</a>
        </p>
      )}
    </PageFrame>
  );
}

function noticeFor(model: SignIn) {
  const code = model.submit.failure.value?.code;
  if (code === 'email_not_verified') return <Unverified model={model} />;
  if (code !== 'sign_in_failed') return undefined;
  return <Notice title={strings.wrongTitle} text={strings.wrongText} tone="bad" role="alert" />;
}

function Unverified({ model }: { model: SignIn }) {
  const sent = useSignal(false);
  return (
    <Notice title={strings.unverifiedTitle} text={strings.unverifiedText} tone="calm" role="alert">
      <button
        type="button"
        class="button"
        disabled={sent.value || model.sendAgain.busy.value}
        onClick={async () => {
          sent.value = await model.sendAgain.run();
        }}
      >
        {sent.value ? strings.sentAgain : strings.sendAgain}
      </button>
    </Notice>
  );
}

/** The sign-up page gets the address to return to as well. */
function signUpHref(query: URLSearchParams): string {
  const next = query.get('next');
  return next ? `/dashboard/sign-up?next=${encodeURIComponent(next)}` : '/dashboard/sign-up';
}
