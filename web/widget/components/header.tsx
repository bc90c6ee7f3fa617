import { loadLater } from '../load-later.ts';
import { Mark } from '../../ui/mark.tsx';
import { lazily } from '../../ui/lazily.tsx';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import css from './widget.module.css';

// Shown once there is a key. Where its code is gone, the run says so.
const Meter = lazily(
  async () => (await loadLater()).Meter,
  () => null,
  null,
);

export function Header({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const key = model.session.credentials.value?.apiKey;
  return (
    <header class={css.header}>
      <h1 class={css.brand}>
        <Mark />
        <span class="wordmark">{t.brand}</span>
        <span class="sr-only"> {t.product}</span>
      </h1>
      <span class={css.mode}>{t.testMode}</span>
      {!model.online.value && (
        <span class={`${css.mode} ${css.modeOffline}`}>{t.offlineBadge}</span>
      )}
      <span class={css.headerEnd}>
        {key && (
          <span class={css.maskedKey}>
            <span class="sr-only">{t.maskedKey}: </span>
            {maskKey(key)}
          </span>
        )}
        <QuotaMeter model={model} />
      </span>
    </header>
  );
}

function QuotaMeter({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const quota = model.session.quota.value;
  if (quota === null) {
    return <span class={css.freeQuota}>{t.meterFree(model.config.value.quotaLimit)}</span>;
  }
  const { limit, remaining, reserved } = quota;
  if (limit === null || remaining === null) return null;
  return <Meter {...{ limit, remaining, reserved }} text={t.meter(remaining, limit)} />;
}

/** Shows enough of a key to recognise it, and too little to use it. */
function maskKey(key: string): string {
  return `${key.slice(0, 'sk-test-'.length)}…${key.slice(-4)}`;
}
