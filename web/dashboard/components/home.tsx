import { homeOf } from '../models/access.ts';
import type { Dashboard } from '../models/dashboard.ts';
import { strings } from '../strings.ts';
import { AccountsOff } from './accounts-off.tsx';
import { Redirect } from './redirect.tsx';
import { Waiting } from './waiting.tsx';

/** `/dashboard` itself leads to the person's organization, or to the sign-in page. */
export function Home({ app }: { app: Dashboard }) {
  const session = app.session.state.value;
  switch (session.kind) {
    case 'loading':
      return <Waiting app={app} title={strings.product} failure={null} />;
    case 'accounts_off':
      return <AccountsOff app={app} />;
    case 'failed':
      return <Waiting app={app} title={strings.product} failure={session.failure} />;
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
