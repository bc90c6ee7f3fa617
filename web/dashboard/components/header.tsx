import { useMemo } from 'preact/hooks';
import { Mark } from '../../ui/mark.tsx';
import type { Membership } from '../models/access.ts';
import { createAction } from '../models/action.ts';
import type { Dashboard } from '../models/dashboard.ts';
import { strings } from '../strings.ts';
import css from './header.module.css';
import { OrganizationSwitch } from './organization-switch.tsx';

interface Props {
  app: Dashboard;
  organization: Membership | null;
}

export function Header({ app, organization }: Props) {
  const session = app.session.state.value;
  const account = session.kind === 'signed_in' ? session.account : null;
  const invitations = account?.invitations.length ?? 0;
  return (
    <header class={css.header}>
      <a class={css.brand} href="/dashboard">
        <Mark />
        <span class="wordmark">{strings.brand}</span>
        <span class={css.product}>{strings.product}</span>
      </a>
      {account && account.organizations.length > 0 && (
        <OrganizationSwitch app={app} account={account} current={organization} />
      )}
      <nav class={css.links} aria-label={strings.account}>
        <a href="/">{strings.playground}</a>
        {invitations > 0 && <a href="/dashboard/invitations">{strings.invitations(invitations)}</a>}
        {account && <a href="/dashboard/account">{strings.account}</a>}
        {account && <SignOut app={app} />}
      </nav>
    </header>
  );
}

function SignOut({ app }: { app: Dashboard }) {
  const leave = useMemo(
    () =>
      createAction(async () => {
        await app.session.signOut();
        app.router.go('/sign-in');
      }),
    [],
  );
  return (
    <button
      type="button"
      class={css.signOut}
      disabled={leave.busy.value}
      onClick={() => void leave.run()}
    >
      {strings.signOut}
    </button>
  );
}
