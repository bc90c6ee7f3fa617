import type { Dashboard } from '../models/dashboard.ts';
import { strings } from '../strings.ts';
import { PageFrame } from './page-frame.tsx';

/** Shown at an address of no page, and to people who are not members of the organization it names. */
export function NotFound({ app }: { app: Dashboard }) {
  return (
    <PageFrame app={app} title={strings.notFoundTitle} lead={strings.notFoundText} narrow>
      <p>
        <a class="button" href="/dashboard">
          {strings.toHome}
        </a>
      </p>
    </PageFrame>
  );
}
