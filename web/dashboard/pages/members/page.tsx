import { useMemo } from 'preact/hooks';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Section } from '../../components/section.tsx';
import type { MemberPageProps } from '../../page.ts';
import { InvitationTable } from './invitation-table.tsx';
import { InviteDialog, RemoveDialog } from './member-dialogs.tsx';
import { MemberTable } from './member-table.tsx';
import { createMembers, type Members } from './model.ts';
import { strings } from './strings.ts';

export function MembersPage({ app, organization }: MemberPageProps) {
  const session = app.session.state.value;
  const personId = session.kind === 'signed_in' ? session.account.person.id : '';
  // A change of the person's own role changes what they may do here.
  const model = useMemo(
    () => createMembers(app, organization, personId),
    [organization.id, organization.role],
  );
  const failure = model.setRole.failure.value ?? model.withdraw.failure.value;
  return (
    <PageFrame
      app={app}
      title={strings.title}
      lead={strings.lead}
      actions={
        model.canManage && (
          <button type="button" class="button button-primary" onClick={model.openInvite}>
            {strings.invite}
          </button>
        )
      }
    >
      {failure && <FailureNotice failure={failure} />}
      <ResourceView resource={model.members}>
        {(members) => <MemberTable model={model} members={members} />}
      </ResourceView>
      {model.canManage && (
        <Section title={strings.invitations}>
          <ResourceView resource={model.invitations}>
            {(invitations) => (
              <InvitationTable model={model} invitations={invitations} nowMs={app.nowMs()} />
            )}
          </ResourceView>
        </Section>
      )}
      <OpenDialog model={model} />
    </PageFrame>
  );
}

function OpenDialog({ model }: { model: Members }) {
  const open = model.dialog.value;
  if (open === null) return null;
  return open.kind === 'invite' ? (
    <InviteDialog model={model} />
  ) : (
    <RemoveDialog model={model} member={open.member} />
  );
}
