import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/catalog.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import css from './key-reveal.module.css';
import { copyLabels } from './labels.ts';

/** Shows the new key in full, once. Later only its prefix and last four characters are shown. */
export function KeyReveal({ model }: { model: WidgetModel }) {
  const t = strings.value;
  const r = runStrings.value;
  const { revealed, credentials, dismissReveal } = model.session;
  const key = credentials.value?.apiKey;
  if (!revealed.value || !key) return null;
  return (
    <section class={css.reveal} aria-label={r.keyTitle}>
      <div class={css.words}>
        <strong>{r.keyTitle}</strong>
        <span>{r.keyText}</span>
      </div>
      <div class={css.row}>
        <code class={css.key}>{key}</code>
        <CopyButton text={key} labels={copyLabels()} describes={t.maskedKey} />
        <button type="button" class="button-quiet" onClick={dismissReveal}>
          {r.keyDone}
        </button>
      </div>
    </section>
  );
}
