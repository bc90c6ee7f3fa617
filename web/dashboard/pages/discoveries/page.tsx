import { useEffect, useMemo } from 'preact/hooks';
import type { DiscoveryPage as ListPage } from '../../../api/stored-discoveries.ts';
import { Field } from '../../components/field.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import type { MemberPageProps } from '../../page.ts';
import { DiscoveryTable } from './discovery-table.tsx';
import { createDiscoveries, type Discoveries } from './list-model.ts';
import css from './page.module.css';
import { RunDialog } from './run-dialog.tsx';
import { strings } from './strings.ts';

/** The time after which a list with a running discovery is read again. */
const RUNNING_REREAD_MS = 4000;

export function DiscoveriesPage({ app, organization }: MemberPageProps) {
  const model = useMemo(
    () => createDiscoveries(app, organization, (ms) => new Promise((done) => setTimeout(done, ms))),
    [],
  );
  return (
    <PageFrame
      app={app}
      title={strings.title}
      lead={strings.lead}
      actions={
        <button type="button" class="button button-primary" onClick={model.openForm}>
          {strings.run}
        </button>
      }
    >
      <div class={css.search}>
        <Field
          label={strings.search}
          type="search"
          autocomplete="off"
          maxLength={200}
          placeholder={strings.searchHint}
          value={model.query.value}
          onValue={(text) => void model.search(text)}
        />
      </div>
      <ResourceView resource={model.list}>
        {(list) => (
          <List
            model={model}
            list={list}
            hrefOf={(id) => `/dashboard/${organization.id}/discoveries/${id}`}
          />
        )}
      </ResourceView>
      {model.isFormOpen.value && <RunDialog model={model} />}
    </PageFrame>
  );
}

interface ListProps {
  model: Discoveries;
  list: ListPage;
  hrefOf: (discoveryId: string) => string;
}

function List({ model, list, hrefOf }: ListProps) {
  const isRunning = list.discoveries.some(({ status }) => status === 'running');
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => void model.list.reload(), RUNNING_REREAD_MS);
    return () => clearTimeout(timer);
  }, [list]);
  if (list.discoveries.length === 0) {
    return model.query.value.trim() === '' ? (
      <Panel title={strings.emptyTitle}>
        <p>{strings.emptyText}</p>
      </Panel>
    ) : (
      <p role="status">{strings.noMatch}</p>
    );
  }
  return (
    <>
      <DiscoveryTable rows={list.discoveries} hrefOf={hrefOf} />
      <Paging model={model} list={list} />
    </>
  );
}

function Paging({ model, list }: Omit<ListProps, 'hrefOf'>) {
  const first = model.offset.value + 1;
  const last = model.offset.value + list.discoveries.length;
  return (
    <nav class={css.paging} aria-label={strings.pages}>
      <span aria-live="polite">{strings.shown(first, last, list.total)}</span>
      <button
        type="button"
        class="button-quiet"
        disabled={first === 1}
        onClick={() => void model.previous()}
      >
        {strings.previous}
      </button>
      <button
        type="button"
        class="button-quiet"
        disabled={!list.hasMore}
        onClick={() => void model.next()}
      >
        {strings.next}
      </button>
    </nav>
  );
}
