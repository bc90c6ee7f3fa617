import { Badge } from '../../components/badge.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Table } from '../../components/table.tsx';
import { formatAgo } from '../../times.ts';
import { browserName } from './browser-name.ts';
import type { AccountPageModel } from './model.ts';
import { strings } from './strings.ts';

/** The browsers in which the person is signed in, each with a button that ends it. */
export function Sessions({ model, nowMs }: { model: AccountPageModel; nowMs: number }) {
  const { actions, ...texts } = strings.columns;
  const columns = [
    ...Object.values(texts).map((label) => ({ label })),
    { label: actions, hidden: true },
  ];
  const { endSession } = model;
  return (
    <>
      {endSession.failure.value && <FailureNotice failure={endSession.failure.value} />}
      <ResourceView resource={model.sessions}>
        {({ sessions, currentToken }) => (
          <Table label={strings.sessionsTable} columns={columns}>
            {sessions.map(({ token, userAgent, address, createdAt }) => {
              const name = browserName(userAgent) || strings.unknownBrowser;
              return (
                <tr key={token}>
                  <td>{name}</td>
                  <td>{address}</td>
                  <td>{formatAgo(createdAt, nowMs)}</td>
                  <td>
                    {token === currentToken ? (
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
                    )}
                  </td>
                </tr>
              );
            })}
          </Table>
        )}
      </ResourceView>
    </>
  );
}
