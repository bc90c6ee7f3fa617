import { useMemo } from 'preact/hooks';
import type { OrganizationFacts } from '../../../api/organization-settings.ts';
import { saveFile } from '../../../ui/download.ts';
import { Notice } from '../../../ui/notice.tsx';
import { CopiedText } from '../../components/copied-text.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { ResourceView } from '../../components/resource-view.tsx';
import { Section } from '../../components/section.tsx';
import type { MemberPageProps } from '../../page.ts';
import { formatDate } from '../../times.ts';
import { createSettings, type SettingsModel } from './model.ts';
import { ExportSection, RemoveSection } from './owner-sections.tsx';
import { strings } from './strings.ts';

export function SettingsPage({ app, organization }: MemberPageProps) {
  // The role is a dependency, because it decides what the person may do here.
  const model = useMemo(
    () => createSettings(app, organization, saveFile),
    [organization.id, organization.role],
  );
  return (
    <PageFrame app={app} title={strings.title}>
      <Section title={strings.organizationId}>
        <CopiedText text={organization.id} describes={strings.organizationId} />
        <p>{strings.idText}</p>
      </Section>
      <ResourceView resource={model.facts}>
        {(facts) => <Changes model={model} facts={facts} />}
      </ResourceView>
    </PageFrame>
  );
}

interface Props {
  model: SettingsModel;
  facts: OrganizationFacts;
}

function Changes({ model, facts }: Props) {
  return (
    <>
      <Section title={strings.about}>
        {model.canRename ? <NameForm model={model} facts={facts} /> : <strong>{facts.name}</strong>}
        <p>{strings.created(formatDate(facts.created_at))}</p>
      </Section>
      {model.isOwner ? (
        <>
          <ExportSection model={model} />
          <RemoveSection model={model} name={facts.name} />
        </>
      ) : (
        <Notice
          title={strings.membersTitle}
          text={model.canRename ? strings.adminsText : strings.membersText}
          tone="calm"
          role="status"
        />
      )}
    </>
  );
}

function NameForm({ model, facts }: Props) {
  const { rename, typedName } = model;
  const name = typedName.value ?? facts.name;
  return (
    <Form
      onSubmit={() => void rename.run()}
      submit={strings.save}
      busy={rename.busy.value}
      disabled={name.trim() === '' || name.trim() === facts.name}
      failure={rename.failure.value}
      done={model.isSaved.value && strings.saved}
    >
      <Field
        label={strings.name}
        autocomplete="off"
        required
        maxLength={80}
        value={name}
        onValue={model.type}
      />
    </Form>
  );
}
