import { useMemo } from 'preact/hooks';
import type { Account, AccountOptions } from '../../../../shared/account.ts';
import { saveFile } from '../../../ui/download.ts';
import { Icon } from '../../../ui/icons.tsx';
import { ConfirmByTyping } from '../../components/confirm-by-typing.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Section } from '../../components/section.tsx';
import { NewPasswordField } from '../../components/new-password-field.tsx';
import type { PageProps } from '../../page.ts';
import { createAccountPage, type AccountPageModel } from './model.ts';
import { Sessions } from './sessions.tsx';
import { strings } from './strings.ts';

export function AccountPage({ app }: PageProps) {
  const session = app.session.state.value;
  if (session.kind !== 'signed_in') return null;
  return <SignedIn app={app} account={session.account} options={session.options} />;
}

interface SignedInProps extends Pick<PageProps, 'app'> {
  account: Account;
  options: AccountOptions;
}

function SignedIn({ app, account, options }: SignedInProps) {
  const model = useMemo(() => createAccountPage(app, account, saveFile), []);
  const { email } = account.person;
  return (
    <PageFrame app={app} title={strings.title} lead={email}>
      <Section title={strings.profile}>
        <NameForm model={model} />
      </Section>
      <Section title={strings.password}>
        <PasswordForm model={model} lengthMin={options.password_length_min} />
      </Section>
      <Section title={strings.sessions}>
        <Sessions model={model} nowMs={app.nowMs()} />
      </Section>
      <Section title={strings.export}>
        <p>{strings.exportText}</p>
        {model.download.failure.value && <FailureNotice failure={model.download.failure.value} />}
        <p>
          <button
            type="button"
            class="button"
            disabled={model.download.busy.value}
            onClick={() => void model.download.run()}
          >
            <Icon name="down" />
            {strings.exportButton}
          </button>
        </p>
      </Section>
      <Section title={strings.remove}>
        <p>{strings.removeText}</p>
        <ConfirmByTyping
          expected={email}
          label={strings.typeEmail(email)}
          submit={strings.removeButton}
          busy={model.remove.busy.value}
          failure={model.remove.failure.value}
          onConfirm={() => void model.remove.run()}
        />
      </Section>
    </PageFrame>
  );
}

function NameForm({ model }: { model: AccountPageModel }) {
  return (
    <Form
      onSubmit={() => void model.rename.run()}
      submit={strings.saveName}
      busy={model.rename.busy.value}
      failure={model.rename.failure.value}
      done={model.saved.value === 'name' && strings.saved}
    >
      <Field
        label={strings.name}
        autocomplete="name"
        required
        maxLength={80}
        value={model.name.value}
        onValue={(value) => (model.name.value = value)}
      />
    </Form>
  );
}

function PasswordForm({ model, lengthMin }: { model: AccountPageModel; lengthMin: number }) {
  const failure = model.changePassword.failure.value;
  const isWrong = failure?.code === 'sign_in_failed';
  return (
    <Form
      onSubmit={() => void model.changePassword.run()}
      submit={strings.savePassword}
      busy={model.changePassword.busy.value}
      failure={isWrong ? null : failure}
      done={model.saved.value === 'password' && strings.saved}
    >
      <Field
        label={strings.current}
        type="password"
        autocomplete="current-password"
        required
        error={isWrong ? strings.wrongPassword : null}
        value={model.currentPassword.value}
        onValue={(value) => (model.currentPassword.value = value)}
      />
      <NewPasswordField
        label={strings.next}
        lengthMin={lengthMin}
        hint={strings.nextHint}
        value={model.nextPassword.value}
        onValue={(value) => (model.nextPassword.value = value)}
      />
    </Form>
  );
}
