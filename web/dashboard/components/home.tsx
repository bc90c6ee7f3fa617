import { homeOf } from '../models/access.ts';
import type { Dashboard } from '../models/dashboard.ts';
import { AccountsOff } from './accounts-off.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { Redirect } from './redirect.tsx';
import { Loading } from './resource-view.tsx';

/** `/dashboard` itself leads to the person's organization, or to the sign-in page. */
export function Home({ app }: { app: Dashboard }) {
  const session = app.session.state.value;
  switch (session.kind) {
    case 'loading':
      return <Loading />;
    case 'accounts_off':
      return <AccountsOff app={app} />;
    case 'failed':
      return <FailureNotice failure={session.failure} onRetry={() => void app.session.refresh()} />;
    case 'signed_out':
      return <Redirect app={app} to="/sign-in" />;
    case 'signed_in':
      return (
        <Redirect
          app={app}
          to={homeOf(session.account, app.remembered.lastOrganizationId.read())}
        />
      );
    default:
      return session satisfies never;
  }
}
