import type { Dashboard } from '../models/dashboard.ts';
import type { Failure } from '../models/failure.ts';
import { FailureNotice } from './failure-notice.tsx';
import { PageFrame } from './page-frame.tsx';
import { Loading } from './resource-view.tsx';

interface Props {
  app: Dashboard;
  title: string;
  /** Why the server could not say who is signed in. Null while it is asked. */
  failure: Failure | null;
}

/** Shown instead of a page until it is known who is signed in. */
export function Waiting({ app, title, failure }: Props) {
  return (
    <PageFrame app={app} title={title}>
      {failure === null ? (
        <Loading />
      ) : (
        <FailureNotice failure={failure} onRetry={() => void app.session.refresh()} />
      )}
    </PageFrame>
  );
}
