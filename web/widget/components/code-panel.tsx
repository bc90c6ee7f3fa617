import { CODE } from '../code/render.ts';
import { tokenize } from '../code/tokens.ts';
import { LANGUAGES } from '../models/view.ts';
import type { WidgetModel } from '../models/widget.ts';
import { SAMPLE_URL } from '../sample.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { CopyButton } from './copy-button.tsx';
import { TabList } from './tab-list.tsx';

/** This very call in the visitor's language. */
export function CodePanel({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const { language, codeWithKey } = model.view;
  const credentials = model.session.credentials.value;
  const withKey = codeWithKey.value && credentials !== null;
  const code = CODE[language.value].render({
    baseUrl: model.deps.origin,
    organizationId: credentials?.organizationId ?? '',
    apiKey: withKey ? credentials.apiKey : null,
    url: model.run.url.value ?? (model.typed.value.trim() || SAMPLE_URL),
  });
  return (
    <>
      <div class="toolbar">
        <TabList
          class="tabs tabs-small"
          label={r.languagesLabel}
          tabs={LANGUAGES.map((name) => ({ name, label: CODE[name].label }))}
          selected={language}
          controls="code"
        />
        <CopyButton text={code} describes={CODE[language.value].label} />
      </div>
      <CredentialsChoice model={model} />
      <pre
        id="code"
        class="code"
        dir="ltr"
        role="tabpanel"
        aria-labelledby={`code-tab-${language.value}`}
        tabIndex={0}
      >
        <code>
          {tokenize(code).map(({ kind, text }, index) =>
            kind === 'plain' ? (
              text
            ) : (
              <span key={index} class={`token-${kind}`}>
                {text}
              </span>
            ),
          )}
        </code>
      </pre>
    </>
  );
}

function CredentialsChoice({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const { codeWithKey } = model.view;
  const credentials = model.session.credentials.value;
  if (credentials === null) return <p class="code-hint">{r.needsKey}</p>;
  return (
    <fieldset class="choice">
      <legend class="sr-only">{r.codeCredentials}</legend>
      {[false, true].map((withKey) => (
        <label key={String(withKey)}>
          <input
            type="radio"
            name="code-credentials"
            checked={codeWithKey.value === withKey}
            onChange={() => (codeWithKey.value = withKey)}
          />
          {withKey ? r.withKey : r.withEnvironment}
        </label>
      ))}
    </fieldset>
  );
}
