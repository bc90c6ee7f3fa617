import type { RunResult } from '../models/progress.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/catalog.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Cost } from './facts.tsx';
import { permalink } from '../keep-address.ts';
import { copyLabels } from './labels.ts';
import { KeepResults } from './keep-results.tsx';
import css from './stage.module.css';

interface Props {
  model: WidgetModel;
  result?: RunResult;
  cancelled?: { charged: boolean | null };
}

/** How the run ended: what was found, how long it took, what it cost. */
export function Summary({ model, result, cancelled }: Props) {
  const t = strings.value;
  const r = runStrings.value;
  const count = model.run.endpoints.value.length;
  const charged = (result ?? cancelled)?.charged ?? null;
  return (
    <div class={`${css.stage} ${css.summary}`}>
      <p class={css.summaryLine}>
        <strong>{cancelled ? t.cancelled : t.endpoints(count)}</strong>
        {result && !result.storedAt && <span>{r.seconds(result.elapsedMs)}</span>}
        {result && result.requestsMade > 0 && <span>{r.requestsMade(result.requestsMade)}</span>}
        {result?.storedAt && <span>{r.history.stored(r.moment(result.storedAt))}</span>}
        <Cost charged={charged} />
        <CopyButton text={permalink(model)} labels={copyLabels(r.copyLink)} icon="link" />
      </p>
      {result && count > 0 && !model.session.spent.value && <KeepResults model={model} />}
      {result?.truncated && <p class={css.summaryMore}>{r.truncated}</p>}
      {cancelled && count > 0 && <p class={css.summaryMore}>{r.cancelledText}</p>}
    </div>
  );
}
