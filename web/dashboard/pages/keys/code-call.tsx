import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { LANGUAGES, type Language } from '../../../../shared/code-languages.ts';
import { exampleOf, hasClient } from '../../../ui/code/example.ts';
import { LABELS } from '../../../ui/code/labels.ts';
import { CodeBlock } from '../../../ui/code/code-block.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { copyLabels } from '../../components/copy-labels.ts';
import css from './code-call.module.css';
import { strings } from './strings.ts';

interface Props {
  /** The service's own origin. */
  origin: string;
  organizationId: string;
  /** The key, which the code can then contain. Null: the code reads it from the environment. */
  secret: string | null;
}

const TARGET = 'https://example.com';

/** A complete call, in a programming language that the person chooses. */
export function CodeCall({ origin, organizationId, secret }: Props) {
  const language = useSignal<Language>('curl');
  const withKey = useSignal(false);
  const withClient = useSignal(false);
  const codeId = `${useId()}-code`;
  const code = exampleOf(language.value, withClient.value, {
    baseUrl: origin,
    organizationId,
    apiKey: withKey.value ? secret : null,
    url: TARGET,
  });
  return (
    <div class={css.call}>
      <div class={css.bar}>
        <Tabs
          small
          label={strings.languages}
          tabs={LANGUAGES.map((name) => ({ name, label: LABELS[name] }))}
          selected={language.value}
          onSelect={(name) => (language.value = name)}
          panelId={codeId}
        />
        <CopyButton
          text={code.map(({ text }) => text).join('')}
          labels={copyLabels}
          describes={LABELS[language.value]}
        />
      </div>
      {secret !== null && (
        <fieldset class={css.choice}>
          <legend class="sr-only">{strings.credentialsInCode}</legend>
          {[false, true].map((isWithKey) => (
            <label key={String(isWithKey)}>
              <input
                type="radio"
                name={codeId}
                checked={withKey.value === isWithKey}
                onChange={() => (withKey.value = isWithKey)}
              />
              {isWithKey ? strings.withKey : strings.withEnvironment}
            </label>
          ))}
        </fieldset>
      )}
      {hasClient(language.value) && (
        <p class={css.choice}>
          <label>
            <input
              type="checkbox"
              checked={withClient.value}
              onChange={() => (withClient.value = !withClient.value)}
            />
            {strings.withClient}
          </label>
        </p>
      )}
      <CodeBlock code={code} id={codeId} tab={language.value} />
    </div>
  );
}
