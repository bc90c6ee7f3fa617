import { Badge } from '../../components/badge.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { formatAgo } from '../../times.ts';
import { browserName } from './browser-name.ts';
import type { AccountPageModel } from './model.ts';
import { strings } from './strings.ts';

const { browser, since, actions } = strings.columns;
const COLUMNS: readonly Column[] = [
  { label: browser },
  { label: since, kind: 'fixed' },
  { label: actions, kind: 'actions' },
];

/** The browsers in which the person is signed in, each with a button that ends it. */
export function Sessions({ model, nowMs }: { model: AccountPageModel; nowMs: number }) {
  const { endSession } = model;
  return (
    <>
      {endSession.failure.value && <FailureNotice failure={endSession.failure.value} />}
      <ResourceView resource={model.sessions}>
        {({ sessions, currentToken }) => (
          <Table
            label={strings.sessionsTable}
            columns={COLUMNS}
            rows={sessions.map(({ token, userAgent, createdAt }) => {
              const name = browserName(userAgent) || strings.unknownBrowser;
              const last =
                token === currentToken ? (
                  <Badge tone="calm">{strings.thisBrowser}</Badge>
                ) : (
                  <button
                    type="button"
                    class="button-quiet"
                    disabled={endSession.busy.value}
                    aria-label={strings.endOf(name)}
                    onClick={() => void endSession.run(token)}
                  >
                    {strings.end}
                  </button>
                );
              return { key: token, cells: [name, formatAgo(createdAt, nowMs), last] };
            })}
          />
        )}
      </ResourceView>
    </>
  );
}
