import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { CopyButton } from './copy-button.tsx';

/** The key in full, once; from then on only its ends are shown. */
export function KeyReveal({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const r = runStrings.value;
  const { revealed, credentials } = model.session;
  const key = credentials.value?.apiKey;
  if (!revealed.value || !key) return null;
  return (
    <section class="key-reveal" aria-label={r.keyTitle}>
      <div class="key-words">
        <strong>{r.keyTitle}</strong>
        <span>{r.keyText}</span>
      </div>
      <div class="key-row">
        <code class="key">{key}</code>
        <CopyButton text={key} describes={t.maskedKey} />
        <button type="button" class="button-quiet" onClick={() => (revealed.value = false)}>
          {r.keyDone}
        </button>
      </div>
    </section>
  );
}
