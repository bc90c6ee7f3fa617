import { useMemo } from 'preact/hooks';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import type { PageProps } from '../../page.ts';
import { formatAgo } from '../../times.ts';
import { createInvitations } from './model.ts';
import css from './page.module.css';
import { strings } from './strings.ts';

/** Invitations of organizations to the person's address. */
export function InvitationsPage({ app }: PageProps) {
  const { answer } = useMemo(() => createInvitations(app), []);
  const session = app.session.state.value;
  if (session.kind !== 'signed_in') return null;
  const { invitations, person } = session.account;
  return (
    <PageFrame app={app} title={strings.title}>
      {!person.email_verified && <p>{strings.unverified}</p>}
      {answer.failure.value && <FailureNotice failure={answer.failure.value} />}
      {invitations.length === 0 && (
        <>
          <p>{strings.empty(person.email)}</p>
          <p>{strings.emptyHint}</p>
          <p>
            <a class="button" href="/dashboard">
              {strings.toHome}
            </a>
          </p>
        </>
      )}
      <ul class={css.list}>
        {invitations.map(({ id, organization_name: name, role, expires_at: expiresAt }) => (
          <li key={id} class={css.invitation}>
            <div>
              <h2 class={css.name}>{name}</h2>
              <p class={css.facts}>
                {strings.as(role)} {strings.expires(formatAgo(expiresAt, app.nowMs()))}
              </p>
            </div>
            <div class={css.buttons}>
              {(['accept', 'decline'] as const).map((what) => (
                <button
                  key={what}
                  type="button"
                  class={what === 'accept' ? 'button button-primary' : 'button'}
                  disabled={answer.busy.value}
                  aria-label={`${strings[what]}: ${name}`}
                  onClick={() => void answer.run(id, what)}
                >
                  {strings[what]}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
