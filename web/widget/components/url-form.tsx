import { useId, useRef } from 'preact/hooks';
import { DEFAULT_CONFIG } from '../../api/config.ts';
import { safeHref } from '../../ui/links.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import css from './url-form.module.css';

export function UrlForm({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const flaw = model.flaw.value;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const isFocused = useRef(false);
  const ids = { field: `${id}-url`, flaw: `${id}-flaw`, privacy: `${id}-privacy` };
  return (
    <form
      class={css.form}
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        isFocused.current = document.activeElement === field.current;
        await model.submit();
        if (model.flaw.value) field.current?.focus();
      }}
    >
      <label class={css.label} for={ids.field}>
        {t.urlLabel}
      </label>
      <div class={css.row}>
        <input
          id={ids.field}
          ref={field}
          class={css.field}
          type="url"
          inputMode="url"
          autoComplete="url"
          autoCapitalize="none"
          spellcheck={false}
          enterKeyHint="go"
          dir="ltr"
          placeholder={t.urlPlaceholder}
          value={model.typed.value}
          aria-invalid={flaw ? 'true' : undefined}
          aria-describedby={flaw ? ids.flaw : ids.privacy}
          onInput={(event) => model.type(event.currentTarget.value)}
        />
        <RunButton model={model} />
      </div>
      <div class={css.underField}>
        {flaw ? (
          <Flaw
            id={ids.flaw}
            // Where the focus moves to the field, that reads its description: an alert would say it again.
            role={isFocused.current ? 'alert' : undefined}
            model={model}
            flaw={flaw}
            focusField={() => field.current?.focus()}
          />
        ) : (
          <Examples model={model} privacyId={ids.privacy} />
        )}
      </div>
    </form>
  );
}

function RunButton({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const { busy, countdown, cancel } = model.run;
  const waitSeconds = countdown.secondsLeft.value;
  // Both are the same element, so that it keeps the focus when it changes.
  if (busy.value) {
    return (
      <button
        type="button"
        class={`${css.run} ${css.runCancel}`}
        onClick={(event) => {
          // By the time that the browser acts on the click, this is the Run button again: it would submit.
          event.preventDefault();
          // The second click of a double click on Run must not cancel what the first one began.
          if (event.detail < 2) cancel();
        }}
      >
        {t.cancel}
      </button>
    );
  }
  return (
    <button type="submit" class={css.run} disabled={waitSeconds > 0 || model.session.spent.value}>
      {waitSeconds > 0 ? t.runIn(waitSeconds) : t.run}
    </button>
  );
}

interface FlawProps {
  id: string;
  role: 'alert' | undefined;
  model: WidgetModel;
  flaw: NonNullable<WidgetModel['flaw']['value']>;
  focusField: () => void;
}

function Flaw({ id, role, model, flaw, focusField }: FlawProps) {
  const t = strings.value;
  const { suggestion } = flaw;
  return (
    <p id={id} class={css.flaw} role={role}>
      {t.flaws[flaw.flaw]}{' '}
      {suggestion && (
        <button
          type="button"
          class={css.suggestion}
          onClick={() => {
            model.type(suggestion);
            focusField();
          }}
        >
          {t.useSuggestion(suggestion)}
        </button>
      )}
    </p>
  );
}

function Examples({ model, privacyId }: { model: WidgetModel; privacyId: string }) {
  const t = strings.value;
  const { examples, privacyUrl } = model.config.value;
  return (
    <>
      {model.config.value === DEFAULT_CONFIG && <span class={css.room} />}
      {examples.length > 0 && (
        <p class={css.examples}>
          <span class={css.examplesLabel}>{t.examples}</span>
          {examples.slice(0, 4).map(({ label, url }) => (
            <button
              key={url}
              type="button"
              class={css.chip}
              title={url}
              disabled={model.run.busy.value || model.session.spent.value}
              onClick={() => model.runUrl(url)}
            >
              {label}
            </button>
          ))}
        </p>
      )}
      {model.session.credentials.value === null && (
        <p class={css.privacy} id={privacyId}>
          {t.privacyLine}{' '}
          <a href={safeHref(privacyUrl)} target="_blank" rel="noopener">
            {t.privacyLink}
          </a>
        </p>
      )}
    </>
  );
}
