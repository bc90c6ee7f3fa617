import type { WidgetModel } from '../models/widget.ts';
import { safeHref } from '../links.ts';
import { strings } from '../strings/catalog.ts';

export function UrlForm({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const flaw = model.flaw.value;
  return (
    <form
      class="url-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        model.submit();
        if (model.flaw.value) document.getElementById('url')?.focus();
      }}
    >
      <label class="url-label" for="url">
        {t.urlLabel}
      </label>
      <div class="url-row">
        <input
          id="url"
          class="url-field"
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
          aria-describedby={flaw ? 'url-flaw' : 'url-privacy'}
          onInput={(event) => model.type(event.currentTarget.value)}
        />
        <RunButton model={model} />
      </div>
      <div class="under-field">
        {flaw ? <Flaw model={model} flaw={flaw} /> : <Examples model={model} />}
      </div>
    </form>
  );
}

function RunButton({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const { busy, countdown, cancel } = model.run;
  const waitSeconds = countdown.secondsLeft.value;
  // One element for both, so that the focus stays where the visitor left it.
  if (busy.value) {
    return (
      <button
        type="button"
        class="run run-cancel"
        // The second click of a double click on Run must not cancel what the first one began.
        onClick={(event) => event.detail < 2 && cancel()}
      >
        {t.cancel}
      </button>
    );
  }
  return (
    <button type="submit" class="run" disabled={waitSeconds > 0 || model.session.spent.value}>
      {waitSeconds > 0 ? t.runIn(waitSeconds) : t.run}
    </button>
  );
}

function Flaw({
  model,
  flaw,
}: {
  model: WidgetModel;
  flaw: NonNullable<WidgetModel['flaw']['value']>;
}) {
  const t = strings.value;
  const { suggestion } = flaw;
  return (
    <p id="url-flaw" class="flaw" role="alert">
      {t.flaws[flaw.flaw]}{' '}
      {suggestion && (
        <button
          type="button"
          class="button-link"
          onClick={() => {
            model.type(suggestion);
            document.getElementById('url')?.focus();
          }}
        >
          {t.useSuggestion(suggestion)}
        </button>
      )}
    </p>
  );
}

function Examples({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const { examples, privacyUrl } = model.config.value;
  return (
    <>
      {examples.length > 0 && (
        <p class="examples">
          <span class="examples-label">{t.examples}</span>
          {examples.slice(0, 4).map(({ label, url }) => (
            <button
              key={url}
              type="button"
              class="chip"
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
        <p class="privacy" id="url-privacy">
          {t.privacyLine}{' '}
          <a href={safeHref(privacyUrl)} target="_blank" rel="noopener">
            {t.privacyLink}
          </a>
        </p>
      )}
    </>
  );
}
