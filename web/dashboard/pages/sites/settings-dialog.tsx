import { LANGUAGES } from '../../../../shared/code-languages.ts';
import type { Site } from '../../../../shared/organization.ts';
import { LABELS } from '../../../ui/code/labels.ts';
import { Choices } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import type { SitesModel } from './model.ts';
import { strings } from './strings.ts';

/** The settings of one site: what the playground shows on its pages. */
export function SettingsDialog({ model, site }: { model: SitesModel; site: Site }) {
  const { change, settings } = model;
  const { ctaLabel, ctaUrl, accent, examples, languages } = settings;
  return (
    <Dialog title={strings.settingsTitle(site.name)} onClose={model.close}>
      <Form
        onSubmit={() => void change.run(site.id)}
        submit={strings.save}
        busy={change.busy.value}
        failure={change.failure.value}
      >
        <Field
          label={strings.ctaLabel}
          hint={strings.ctaHint}
          autocomplete="off"
          maxLength={40}
          value={ctaLabel.value}
          onValue={(value) => (ctaLabel.value = value)}
        />
        <Field
          label={strings.ctaUrl}
          autocomplete="off"
          maxLength={2048}
          placeholder="https://example.com/keys"
          value={ctaUrl.value}
          onValue={(value) => (ctaUrl.value = value)}
        />
        <Field
          label={strings.accent}
          hint={<AccentHint site={site} typed={accent.value} />}
          autocomplete="off"
          maxLength={7}
          placeholder="#0a5c68"
          value={accent.value}
          onValue={(value) => (accent.value = value)}
        />
        {examples.value.map((line, index) => (
          <Field
            key={index}
            label={strings.example(index + 1)}
            hint={index === 0 && strings.exampleHint}
            autocomplete="off"
            maxLength={2100}
            value={line}
            onValue={(value) => settings.setExample(index, value)}
          />
        ))}
        <Choices
          legend={strings.languages}
          several
          options={LANGUAGES.map((value) => ({ value, label: LABELS[value] }))}
          isChosen={(language) => languages.value.has(language)}
          onChoose={settings.toggleLanguage}
        />
      </Form>
    </Dialog>
  );
}

/** Says how the stored colour is shown, until another one is typed. */
function AccentHint({ site, typed }: { site: Site; typed: string }) {
  const shown = site.accent_shown;
  if (shown?.adjusted && typed === site.settings.accent) {
    return <>{strings.accentAdjusted(shown.light, shown.dark)}</>;
  }
  return <>{strings.accentHint}</>;
}
