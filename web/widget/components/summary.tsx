import type { RunResult } from '../models/progress.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/run-catalog.ts';
import { CopyButton } from './copy-button.tsx';

interface Props {
  model: WidgetModel;
  result?: RunResult;
  cancelled?: { charged: boolean };
}

/** How the run ended: what was found, how long it took, what it cost. */
export function Summary({ model, result, cancelled }: Props) {
  const t = strings.value;
  const r = runStrings.value;
  const count = model.run.endpoints.value.length;
  const charged = result?.charged ?? cancelled?.charged ?? false;
  return (
    <div class="stage summary">
      <p class="summary-line">
        <strong>{cancelled ? t.cancelled : t.endpoints(count)}</strong>
        {result && <span>{r.seconds(result.elapsedMs)}</span>}
        {result && result.requestsMade > 0 && <span>{r.requestsMade(result.requestsMade)}</span>}
        <Cost charged={charged} />
      </p>
      <CopyButton text={permalink(model)} label={r.copyLink} icon="link" />
      {result?.truncated && <p class="summary-more">{r.truncated}</p>}
      {cancelled && count > 0 && <p class="summary-more">{r.cancelledText}</p>}
    </div>
  );
}

/** `null` where nobody said. */
export function Cost({ charged }: { charged: boolean | null }) {
  const t = strings.value;
  if (charged === null)
    return <span class="cost cost-charged">{runStrings.value.costUnknown}</span>;
  return (
    <span class={charged ? 'cost cost-charged' : 'cost'}>{charged ? t.charged : t.notCharged}</span>
  );
}

// The page with this address filled in; the key stays out of it.
function permalink(model: WidgetModel): string {
  return `${model.deps.origin}/?url=${encodeURIComponent(model.run.url.value ?? '')}`;
}
