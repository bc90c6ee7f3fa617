import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Account } from '../../../../shared/account.ts';
import { Notice } from '../../../ui/notice.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SelectField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { NewOrganization } from '../../components/new-organization.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import type { PageProps } from '../../page.ts';
import { createClaim, type Claim } from './model.ts';
import css from './page.module.css';
import { strings } from './strings.ts';

const NEW = 'new';

/** Lets a visitor claim their discoveries after signing up or signing in. */
export function ClaimPage({ app }: PageProps) {
  const model = useMemo(() => createClaim(app), []);
  const session = app.session.state.value;
  if (session.kind !== 'signed_in') return null;
  if (model.done.value) return <Done app={app} model={model} account={session.account} />;
  const isInvalid = model.claim.failure.value?.code === 'claim_code_invalid';
  if (model.code === null || isInvalid) return <NoCode app={app} isInvalid={isInvalid} />;
  return (
    <PageFrame app={app} title={strings.title} lead={strings.lead} narrow>
      <ChooseOrganization app={app} model={model} account={session.account} />
    </PageFrame>
  );
}

interface Props extends Pick<PageProps, 'app'> {
  model: Claim;
  account: Account;
}

function ChooseOrganization({ app, model, account }: Props) {
  const chosen = useSignal(account.organizations[0]?.id ?? NEW);
  const { claim } = model;
  const options = [
    ...account.organizations.map(({ id, name }) => ({ value: id, label: name })),
    { value: NEW, label: strings.another },
  ];
  const select = options.length > 1 && (
    <SelectField
      label={strings.organization}
      options={options}
      value={chosen.value}
      onValue={(value) => (chosen.value = value)}
    />
  );
  if (chosen.value === NEW) {
    return (
      <>
        {select}
        <NewOrganization
          app={app}
          texts={strings.newOrganization}
          onCreated={(id) => {
            // With it chosen, a claim that fails can be tried again without making a second organization.
            chosen.value = id;
            void claim.run(id);
          }}
        />
      </>
    );
  }
  return (
    <Form
      onSubmit={() => void claim.run(chosen.value)}
      submit={strings.submit}
      busy={claim.busy.value}
      notice={claim.failure.value && <FailureNotice failure={claim.failure.value} />}
    >
      {select}
    </Form>
  );
}

function Done({ app, model, account }: Props) {
  const { organizationId, discoveries } = model.done.value ?? {
    organizationId: '',
    discoveries: 0,
  };
  const name = account.organizations.find(({ id }) => id === organizationId)?.name ?? '';
  return (
    <PageFrame
      app={app}
      title={strings.doneTitle(discoveries)}
      lead={strings.doneText(name)}
      narrow
    >
      <div class={css.buttons}>
        <a class="button button-primary" href={`/dashboard/${organizationId}/discoveries`}>
          {strings.toDiscoveries}
        </a>
        <a class="button" href={`/dashboard/${organizationId}/keys`}>
          {strings.toKeys}
        </a>
      </div>
    </PageFrame>
  );
}

function NoCode({ app, isInvalid }: Pick<PageProps, 'app'> & { isInvalid: boolean }) {
  return (
    <PageFrame app={app} title={strings.title} narrow>
      <Notice
        title={isInvalid ? strings.invalidTitle : strings.noCodeTitle}
        text={isInvalid ? strings.invalidText : strings.noCodeText}
        tone="calm"
        role={isInvalid ? 'alert' : 'status'}
      >
        <a class="button" href="/">
          {strings.toPlayground}
        </a>
      </Notice>
    </PageFrame>
  );
}
