import { useMemo } from 'preact/hooks';
import type { AuditLine, AuditLines } from '../../../api/audit.ts';
import { saveFile } from '../../../ui/download.ts';
import { Notice } from '../../../ui/notice.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { CsvButton } from '../../components/csv-button.tsx';
import { Table, type Column, type Row } from '../../components/table.tsx';
import { formatNumber } from '../../numbers.ts';
import type { MemberPageProps } from '../../page.ts';
import { formatDate, formatTimeOfDay } from '../../times.ts';
import { createAudit, type AuditModel } from './model.ts';
import css from './page.module.css';
import { strings } from './strings.ts';

export function AuditPage({ app, organization }: MemberPageProps) {
  if (organization.role !== 'member') return <Log app={app} organization={organization} />;
  return (
    <PageFrame app={app} title={strings.title}>
      <Notice title={strings.membersTitle} text={strings.membersText} tone="calm" role="status" />
    </PageFrame>
  );
}

function Log({ app, organization }: Omit<MemberPageProps, 'parameters'>) {
  const model = useMemo(() => createAudit(app, organization, saveFile), [organization.id]);
  return (
    <PageFrame
      app={app}
      title={strings.title}
      lead={strings.lead}
      actions={<CsvButton csv={model.csv} />}
    >
      {model.csv.failure.value && <FailureNotice failure={model.csv.failure.value} />}
      <ResourceView resource={model.log}>
        {(log) => <Events model={model} log={log} />}
      </ResourceView>
    </PageFrame>
  );
}

const { action, target, actor, at } = strings.columns;
const COLUMNS: readonly Column[] = [
  { label: action },
  { label: target },
  { label: actor },
  { label: at, kind: 'fixed' },
];

function Events({ model, log: { events, next } }: { model: AuditModel; log: AuditLines }) {
  if (events.length === 0) {
    return (
      <Panel title={strings.emptyTitle}>
        <p>{strings.emptyText}</p>
      </Panel>
    );
  }
  const { older } = model;
  return (
    <>
      <Table label={strings.table} columns={COLUMNS} rows={events.map(rowOf)} />
      <p class={css.shown} role="status">
        {next === null
          ? strings.allShown(formatNumber(events.length))
          : strings.shown(formatNumber(events.length))}
      </p>
      {older.failure.value && <FailureNotice failure={older.failure.value} />}
      {next !== null && (
        <p>
          <button
            type="button"
            class="button"
            disabled={older.busy.value}
            aria-busy={older.busy.value}
            onClick={() => void older.run()}
          >
            {strings.older}
          </button>
        </p>
      )}
    </>
  );
}

function rowOf({ id, at, actor, action, target }: AuditLine): Row {
  return {
    key: id,
    cells: [
      <strong class={css.action}>{strings.action(action)}</strong>,
      <span class={css.text}>{target}</span>,
      <span class={css.text}>{strings.actor(actor)}</span>,
      <time dateTime={at}>
        {formatDate(at)}, {formatTimeOfDay(at)}
      </time>,
    ],
  };
}
