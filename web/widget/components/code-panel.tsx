import { useId } from 'preact/hooks';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { exampleOf, hasClient } from '../../ui/code/example.ts';
import { LABELS } from '../../ui/code/labels.ts';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import type { WidgetModel } from '../models/widget.ts';
import { SAMPLE_URL } from '../sample.ts';
import { runStrings } from '../strings/catalog.ts';
import css from './code-panel.module.css';
import { copyLabels } from './labels.ts';
import panels from './panels.module.css';

/** The request of this run as code, in a programming language of the visitor's choice. */
export function CodePanel({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const codeId = `${useId()}-code`;
  const { selectLanguage, codeWithKey, codeWithClient } = model.view;
  const { languages } = model.config.value;
  const chosen = model.view.language.value;
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? chosen);
  const credentials = model.session.credentials.value;
  const withKey = codeWithKey.value && credentials !== null;
  const code = exampleOf(language, codeWithClient.value, {
    baseUrl: model.deps.origin,
    organizationId: credentials?.organizationId ?? '',
    apiKey: withKey ? credentials.apiKey : null,
    url: model.run.url.value ?? (model.typed.value.trim() || SAMPLE_URL),
  });
  return (
    <>
      <div class={panels.toolbar}>
        <Tabs
          small
          label={r.languagesLabel}
          tabs={languages.map((name) => ({ name, label: LABELS[name] }))}
          selected={language}
          onSelect={selectLanguage}
          panelId={codeId}
        />
        <CopyButton
          text={code.map(({ text }) => text).join('')}
          labels={copyLabels()}
          describes={LABELS[language]}
        />
      </div>
      <CredentialsChoice model={model} />
      {hasClient(language) && (
        <p class={css.choice}>
          <label>
            <input
              type="checkbox"
              checked={codeWithClient.value}
              onChange={() => model.view.setCodeWithClient(!codeWithClient.value)}
            />
            {r.withClient}
          </label>
        </p>
      )}
      <CodeBlock code={code} id={codeId} tab={language} />
      <p class={css.note}>{r.codeCall}</p>
      <p class={css.note}>{r.codeCost}</p>
    </>
  );
}

function CredentialsChoice({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const { codeWithKey, setCodeWithKey } = model.view;
  const group = useId();
  const credentials = model.session.credentials.value;
  if (credentials === null) return <p class={css.hint}>{r.needsKey}</p>;
  return (
    <fieldset class={css.choice}>
      <legend class="sr-only">{r.codeCredentials}</legend>
      {[false, true].map((withKey) => (
        <label key={String(withKey)}>
          <input
            type="radio"
            name={group}
            checked={codeWithKey.value === withKey}
            onChange={() => setCodeWithKey(withKey)}
          />
          {withKey ? r.withKey : r.withEnvironment}
        </label>
      ))}
    </fieldset>
  );
}
