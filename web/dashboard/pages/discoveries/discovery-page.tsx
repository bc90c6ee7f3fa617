import { useEffect, useId, useMemo } from 'preact/hooks';
import type { StoredDiscovery } from '../../../api/stored-discoveries.ts';
import { saveFile } from '../../../ui/download.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Tabs, tabId } from '../../../ui/tabs.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import type { MemberPageProps } from '../../page.ts';
import { formatMoment } from '../../times.ts';
import { Comparison } from './comparison.tsx';
import { DiscoveryActions } from './discovery-actions.tsx';
import { createDiscovery, type Discovery } from './discovery-model.ts';
import { Endpoints, EndpointMap } from './endpoints.tsx';
import css from './page.module.css';
import { StatusBadge } from './status-badge.tsx';
import { strings } from './strings.ts';

const VIEWS = ['table', 'map'] as const;
/** The time after which a running discovery is read again. */
const RUNNING_REREAD_MS = 3000;

/** One stored discovery. */
export function DiscoveryPage({ app, organization, parameters }: MemberPageProps) {
  const discoveryId = parameters['discovery_id'] ?? '';
  const model = useMemo(() => createDiscovery(app, organization, discoveryId, saveFile), []);
  const state = model.discovery.state.value;
  const failure = model.repeat.failure.value ?? model.saveOpenApi.failure.value;
  return (
    <PageFrame
      app={app}
      title={state.kind === 'ready' ? state.value.url : strings.discovery}
      lead={<a href={`/dashboard/${organization.id}/discoveries`}>{strings.back}</a>}
    >
      {failure && <FailureNotice failure={failure} />}
      <ResourceView resource={model.discovery}>
        {(found) => <Found model={model} found={found} />}
      </ResourceView>
    </PageFrame>
  );
}

function Found({ model, found }: { model: Discovery; found: StoredDiscovery }) {
  const isRunning = found.status === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => void model.discovery.reload(), RUNNING_REREAD_MS);
    return () => clearTimeout(timer);
  }, [found]);
  return (
    <>
      <p class={css.facts}>
        <StatusBadge status={found.status} />
        <span>{strings.facts(found.endpoints.length, formatMoment(found.createdAt))}</span>
      </p>
      <DiscoveryActions model={model} found={found} />
      {isRunning && <p role="status">{strings.isRunning}</p>}
      {found.truncated && <p>{strings.truncated}</p>}
      {found.error !== null && (
        <Notice title={strings.failedTitle} text={found.error} tone="bad" role="status" />
      )}
      <Result model={model} found={found} />
      {found.status === 'completed' && found.endpoints.length > 0 && (
        <Comparison key={found.discoveryId} send={model.send} discovery={found} />
      )}
    </>
  );
}

function Result({ model, found }: { model: Discovery; found: StoredDiscovery }) {
  const panelId = `${useId()}-panel`;
  if (found.endpoints.length === 0) {
    if (found.status !== 'completed') return null;
    return (
      <Panel title={strings.noEndpointsTitle}>
        <p>{strings.noEndpointsText}</p>
      </Panel>
    );
  }
  return (
    <Panel>
      <Tabs
        small
        label={strings.views}
        tabs={VIEWS.map((name) => ({ name, label: strings.viewOf[name] }))}
        selected={model.view.value}
        onSelect={model.show}
        panelId={panelId}
      />
      <div id={panelId} role="tabpanel" aria-labelledby={tabId(panelId, model.view.value)}>
        {model.view.value === 'table' ? (
          <Endpoints rows={model.rows} />
        ) : (
          <EndpointMap endpoints={found.endpoints} reveal={model.reveal} />
        )}
      </div>
    </Panel>
  );
}
