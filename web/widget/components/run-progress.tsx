import { PHASES } from '../../../shared/phases.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/catalog.ts';
import css from './progress.module.css';
import stage from './stage.module.css';

export function RunProgress({
  model,
  reconnecting,
}: {
  model: WidgetModel;
  reconnecting: boolean;
}) {
  const t = strings.value;
  const r = runStrings.value;
  const { phase, note, requestsDone, requestsBudget, elapsedMs, endpoints } = model.run;
  const at = phase.value === null ? -1 : PHASES.indexOf(phase.value);
  return (
    <div class={stage.stage}>
      <ol class={css.steps} aria-hidden="true">
        {PHASES.map((name, index) => (
          <li
            key={name}
            class={`${css.step} ${(index < at ? css.stepDone : index === at && css.stepNow) || ''}`}
          >
            <span class={css.stepName}>{r.phases[name]}</span>
          </li>
        ))}
      </ol>
      <div class={css.now}>
        {reconnecting ? (
          <span class={css.nowMessage}>{r.reconnecting}</span>
        ) : (
          <span class={css.nowNote} dir="ltr">
            {note.value || (at < 0 ? r.connecting : '\u00a0')}
          </span>
        )}
        <span class={stage.figures}>
          {requestsBudget.value > 0 && (
            <span>{r.requests(requestsDone.value, requestsBudget.value)}</span>
          )}
          <span>{t.endpoints(endpoints.value.length)}</span>
          <span class={css.elapsed}>{r.seconds(elapsedMs.value)}</span>
        </span>
      </div>
    </div>
  );
}
