import type { Member } from '../../../../shared/organization.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field, SelectField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { strings as shared } from '../../strings.ts';
import type { Members } from './model.ts';
import { strings } from './strings.ts';

export function InviteDialog({ model }: { model: Members }) {
  const { sendInvitation, email, role } = model;
  return (
    <Dialog title={strings.inviteTitle} onClose={model.close}>
      <p>{strings.inviteText}</p>
      <Form
        onSubmit={() => void sendInvitation.run()}
        submit={strings.send}
        busy={sendInvitation.busy.value}
        failure={sendInvitation.failure.value}
      >
        <Field
          label={strings.email}
          autofocus
          type="email"
          autocomplete="off"
          required
          value={email.value}
          onValue={(value) => (email.value = value)}
        />
        <SelectField
          label={strings.role}
          options={model.invitableRoles().map((value) => ({ value, label: shared.roles[value] }))}
          value={role.value}
          onValue={(value) => (role.value = value)}
        />
      </Form>
    </Dialog>
  );
}

export function RemoveDialog({ model, member }: { model: Members; member: Member }) {
  const isSelf = member.user_id === model.personId;
  return (
    <Dialog
      title={isSelf ? strings.leaveTitle : strings.removeTitle(member.name)}
      onClose={model.close}
    >
      <Form
        onSubmit={() => void model.remove.run(member)}
        submit={isSelf ? strings.leave : strings.remove}
        busy={model.remove.busy.value}
        failure={model.remove.failure.value}
        danger
      >
        <p>{isSelf ? strings.leaveText : strings.removeText}</p>
      </Form>
    </Dialog>
  );
}
