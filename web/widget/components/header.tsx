import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { Mark } from './icons.tsx';

const TICKS_MAX = 20;

export function Header({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const key = model.session.credentials.value?.apiKey;
  return (
    <header class="header">
      <h1 class="brand">
        <Mark />
        <span class="wordmark">{t.brand}</span>
        <span class="sr-only"> {t.product}</span>
      </h1>
      <span class="mode">{t.testMode}</span>
      {!model.online.value && <span class="mode mode-offline">{t.offlineBadge}</span>}
      <span class="header-end">
        {key && (
          <span class="masked-key" title={t.maskedKey}>
            <span class="sr-only">{t.maskedKey}: </span>
            {maskKey(key)}
          </span>
        )}
        <Meter model={model} />
      </span>
    </header>
  );
}

function Meter({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const quota = model.session.quota.value;
  if (quota === null) {
    return <span class="meter-text">{t.meterFree(model.config.value.quotaLimit)}</span>;
  }
  const { limit, remaining, reserved } = quota;
  if (limit === null || remaining === null) return null;
  const text = t.meter(remaining, limit);
  return (
    <span
      class="meter"
      role="meter"
      aria-label={text}
      aria-valuenow={remaining}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuetext={text}
    >
      {limit <= TICKS_MAX && (
        <span class="ticks" aria-hidden="true">
          {Array.from({ length: limit }, (_, index) => (
            <i key={index} class={tickClass(index, remaining, reserved)} />
          ))}
        </span>
      )}
      <span class="meter-text" aria-hidden="true">
        {text}
      </span>
    </span>
  );
}

function tickClass(index: number, remaining: number, reserved: number): string {
  if (index < remaining) return 'tick tick-left';
  return index < remaining + reserved ? 'tick tick-reserved' : 'tick';
}

/** Enough to recognise a key by, and nothing to use it with. */
function maskKey(key: string): string {
  return `${/^sk-[a-z]+-/.exec(key)?.[0] ?? ''}…${key.slice(-4)}`;
}
