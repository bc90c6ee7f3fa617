import { useMemo } from 'preact/hooks';
import type { Site } from '../../../../shared/organization.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { embedSnippet } from '../../../ui/embed-snippet.ts';
import { Notice } from '../../../ui/notice.tsx';
import { copyLabels } from '../../components/copy-labels.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Section } from '../../components/section.tsx';
import { Table, type Column } from '../../components/table.tsx';
import type { MemberPageProps } from '../../page.ts';
import { formatDate } from '../../times.ts';
import { FunnelSection } from './funnel.tsx';
import { createSites, type SitesModel } from './model.ts';
import css from './page.module.css';
import { SettingsDialog } from './settings-dialog.tsx';
import { AddDialog, RemoveDialog } from './site-dialogs.tsx';
import { strings } from './strings.ts';

export function SitesPage({ app, organization }: MemberPageProps) {
  // The role is a dependency, because it decides what the person may see here.
  const model = useMemo(() => createSites(app, organization), [organization.id, organization.role]);
  const state = model.sites.state.value;
  const isList = state.kind === 'ready' && state.value.kind === 'list';
  return (
    <PageFrame
      app={app}
      title={strings.title}
      lead={strings.lead}
      actions={
        isList && (
          <button type="button" class="button button-primary" onClick={model.openAdd}>
            {strings.add}
          </button>
        )
      }
    >
      <ResourceView resource={model.sites}>
        {(shown) => {
          switch (shown.kind) {
            case 'operator':
              return <Explanation title={strings.operatorTitle} text={strings.operatorText} />;
            case 'members_may_not':
              return <Explanation title={strings.membersTitle} text={strings.membersText} />;
            case 'list':
              return <SiteTable model={model} sites={shown.sites} />;
            default:
              return shown satisfies never;
          }
        }}
      </ResourceView>
      {isList && <FunnelSection app={app} organization={organization} />}
      <EmbedCode code={embedSnippet(app.origin)} />
      <OpenDialog model={model} />
    </PageFrame>
  );
}

function Explanation({ title, text }: { title: string; text: string }) {
  return <Notice {...{ title, text }} tone="calm" role="status" />;
}

const { site, added, by, actions } = strings.columns;
const COLUMNS: readonly Column[] = [
  { label: site },
  { label: added, kind: 'fixed' },
  { label: by },
  { label: actions, kind: 'actions' },
];

function SiteTable({ model, sites }: { model: SitesModel; sites: readonly Site[] }) {
  if (sites.length === 0) {
    return (
      <Panel title={strings.emptyTitle}>
        <p>{strings.emptyText}</p>
      </Panel>
    );
  }
  const rows = sites.map((site) => ({
    key: site.id,
    cells: [
      <>
        <strong class={css.name}>{site.name}</strong>
        <code class={css.origin} dir="ltr">
          {site.origin}
        </code>
      </>,
      formatDate(site.created_at),
      site.created_by ?? strings.unknown,
      <span class={css.actions}>
        <button
          type="button"
          class="button-quiet"
          aria-label={strings.settingsNamed(site.origin)}
          onClick={() => model.openSettings(site)}
        >
          {strings.settings}
        </button>
        <button
          type="button"
          class="button-quiet"
          aria-label={strings.removeNamed(site.origin)}
          onClick={() => model.openRemove(site)}
        >
          {strings.remove}
        </button>
      </span>,
    ],
  }));
  return <Table label={strings.table} columns={COLUMNS} rows={rows} />;
}

function EmbedCode({ code }: { code: string }) {
  return (
    <Section title={strings.embedTitle}>
      <p>{strings.embedText}</p>
      <pre class="code" dir="ltr" role="region" aria-label="HTML" tabIndex={0}>
        <code>{code}</code>
      </pre>
      <div>
        <CopyButton text={code} labels={copyLabels} describes={strings.embedTitle} />
      </div>
    </Section>
  );
}

function OpenDialog({ model }: { model: SitesModel }) {
  const open = model.dialog.value;
  if (open === null) return null;
  switch (open.kind) {
    case 'add':
      return <AddDialog model={model} />;
    case 'settings':
      return <SettingsDialog model={model} site={open.site} />;
    case 'remove':
      return <RemoveDialog model={model} site={open.site} />;
    default:
      return open satisfies never;
  }
}
