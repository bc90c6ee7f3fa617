import { Icon } from '../../../ui/icons.tsx';
import { ConfirmByTyping } from '../../components/confirm-by-typing.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Section } from '../../components/section.tsx';
import type { SettingsModel } from './model.ts';
import css from './owner-sections.module.css';
import { strings } from './strings.ts';

export function ExportSection({ model: { download } }: { model: SettingsModel }) {
  return (
    <Section title={strings.export}>
      <p>{strings.exportText}</p>
      {download.failure.value && <FailureNotice failure={download.failure.value} />}
      <p>
        <button
          type="button"
          class="button"
          disabled={download.busy.value}
          aria-busy={download.busy.value}
          onClick={() => void download.run()}
        >
          <Icon name="down" />
          {strings.exportButton}
        </button>
      </p>
    </Section>
  );
}

/** @param name the stored name, with which the server compares what was typed */
export function RemoveSection({ model, name }: { model: SettingsModel; name: string }) {
  const expected = name.trim();
  return (
    <Section title={strings.remove}>
      <p>{strings.removeText}</p>
      <p>{strings.removed}</p>
      <Parts texts={strings.removedParts} />
      <p>{strings.kept}</p>
      <Parts texts={strings.keptParts} />
      <ConfirmByTyping
        expected={expected}
        label={strings.typeName(expected)}
        submit={strings.removeButton}
        busy={model.remove.busy.value}
        failure={model.remove.failure.value}
        onConfirm={() => void model.remove.run(expected)}
      />
    </Section>
  );
}

function Parts({ texts }: { texts: readonly string[] }) {
  return (
    <ul class={css.parts}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
