import { useMemo } from 'preact/hooks';
import type { ApiKey } from '../../../../shared/api-keys.ts';
import { Notice } from '../../../ui/notice.tsx';
import { CopiedText } from '../../components/copied-text.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Panel } from '../../components/panel.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import type { MemberPageProps } from '../../page.ts';
import { formatAgo } from '../../times.ts';
import { CodeCall } from './code-call.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { expiryNotice, nameOf } from './key-facts.ts';
import { KeysTable } from './keys-table.tsx';
import { createKeys, type Keys } from './model.ts';
import css from './page.module.css';
import { RevealDialog } from './reveal-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { strings } from './strings.ts';

export function KeysPage(props: MemberPageProps) {
  const { app, organization } = props;
  const model = useMemo(() => createKeys(app, organization), []);
  return (
    <PageFrame
      app={app}
      title={strings.title}
      lead={model.canManage ? strings.lead : strings.memberLead}
      actions={
        model.canManage && (
          <button type="button" class="button button-primary" onClick={model.openCreate}>
            {strings.create}
          </button>
        )
      }
    >
      <div class={css.organization}>
        <span class={css.label}>{strings.organizationId}</span>
        <CopiedText text={organization.id} describes={strings.organizationId} />
      </div>
      <ResourceView resource={model.keys}>
        {(keys) =>
          keys.length === 0 ? (
            <NoKeys {...props} model={model} />
          ) : (
            <KeyList model={model} keys={keys} nowMs={app.nowMs()} />
          )
        }
      </ResourceView>
      <OpenDialog {...props} model={model} />
    </PageFrame>
  );
}

function KeyList({ model, keys, nowMs }: { model: Keys; keys: readonly ApiKey[]; nowMs: number }) {
  const { working, ended } = model.sorted.value;
  const shown = model.showEnded.value ? [...working, ...ended] : working;
  const ending = working.filter((key) => expiryNotice(key, nowMs) !== null);
  return (
    <>
      {ending.map((key) => (
        <ExpiryNoticeOf key={key.id} apiKey={key} nowMs={nowMs} />
      ))}
      {shown.length > 0 ? (
        <KeysTable model={model} all={keys} rows={shown} nowMs={nowMs} />
      ) : (
        <p>{strings.onlyEnded}</p>
      )}
      {ended.length > 0 && (
        <label class={css.ended}>
          <input
            type="checkbox"
            checked={model.showEnded.value}
            onChange={({ currentTarget }) => (model.showEnded.value = currentTarget.checked)}
          />
          {strings.showEnded(ended.length)}
        </label>
      )}
    </>
  );
}

function ExpiryNoticeOf({ apiKey, nowMs }: { apiKey: ApiKey; nowMs: number }) {
  const stage = expiryNotice(apiKey, nowMs);
  return (
    <Notice
      title={strings.expiryTitle(nameOf(apiKey), formatAgo(apiKey.expires_at ?? '', nowMs))}
      text={strings.expiryText}
      tone={stage === 'two_weeks' ? 'calm' : 'bad'}
      role="status"
    />
  );
}

function NoKeys({ app, organization, model }: MemberPageProps & { model: Keys }) {
  return (
    <Panel title={strings.emptyTitle}>
      {model.canManage ? (
        <>
          <p>{strings.emptyText}</p>
          <CodeCall origin={app.origin} organizationId={organization.id} secret={null} />
        </>
      ) : (
        <p>{strings.emptyForMember}</p>
      )}
    </Panel>
  );
}

function OpenDialog({ app, organization, model }: MemberPageProps & { model: Keys }) {
  const open = model.dialog.value;
  if (open === null) return null;
  switch (open.kind) {
    case 'create':
      return <CreateDialog model={model} />;
    case 'reveal':
      return (
        <RevealDialog
          {...open}
          organizationId={organization.id}
          origin={app.origin}
          nowMs={app.nowMs()}
          onSaved={model.close}
        />
      );
    case 'rotate':
      return <RotateDialog model={model} apiKey={open.key} />;
    case 'revoke':
      return <RevokeDialog model={model} apiKey={open.key} nowMs={app.nowMs()} />;
    default:
      return open satisfies never;
  }
}
