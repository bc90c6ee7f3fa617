import { PHASES } from '../../../shared/phases.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';
import { runStrings } from '../strings/run-catalog.ts';

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
    <div class="stage">
      <ol class="steps" aria-hidden="true">
        {PHASES.map((name, index) => (
          <li
            key={name}
            class={index < at ? 'step step-done' : index === at ? 'step step-now' : 'step'}
          >
            <span class="step-name">{r.phases[name]}</span>
          </li>
        ))}
      </ol>
      <div class="now">
        {reconnecting ? (
          <span class="now-message">{r.reconnecting}</span>
        ) : (
          <span class="now-note" dir="ltr">
            {note.value || (at < 0 ? r.connecting : '\u00a0')}
          </span>
        )}
        <span class="figures">
          {requestsBudget.value > 0 && (
            <span>{r.requests(requestsDone.value, requestsBudget.value)}</span>
          )}
          <span>{t.endpoints(endpoints.value.length)}</span>
          <span class="elapsed">{r.seconds(elapsedMs.value)}</span>
        </span>
      </div>
      {/* Read out as it grows: one line a step, not one a request. */}
      <div class="sr-only" role="log">
        {PHASES.slice(0, at + 1).map((name) => (
          <p key={name}>{r.phases[name]}</p>
        ))}
        {reconnecting && <p>{r.reconnecting}</p>}
      </div>
    </div>
  );
}
