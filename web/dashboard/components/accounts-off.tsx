import type { Dashboard } from '../models/dashboard.ts';
import { strings } from '../strings.ts';
import { PageFrame } from './page-frame.tsx';

/** Shown instead of every page where the operator has not enabled accounts. */
export function AccountsOff({ app }: { app: Dashboard }) {
  return (
    <PageFrame app={app} title={strings.accountsOffTitle} lead={strings.accountsOffText} narrow>
      <p>
        <a class="button button-primary" href="/upgrade">
          {strings.accountsOffLink}
        </a>
      </p>
    </PageFrame>
  );
}
