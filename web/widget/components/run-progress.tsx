import { PHASES } from '../../../shared/phases.ts';
import type { WidgetModel } from '../models/widget.ts';
import { strings } from '../strings/catalog.ts';

export function RunProgress({ model, reconnecting }: { model: WidgetModel; reconnecting: boolean }) {
  const t = strings.value;
  const { phase, note, requestsDone, requestsBudget, elapsedMs, endpoints } = model.run;
  const at = phase.value === null ? -1 : PHASES.indexOf(phase.value);
  return (
    <div class="stage">
      <ol class="steps" aria-hidden="true">
        {PHASES.map((name, index) => (
          <li key={name} class={index < at ? 'step step-done' : index === at ? 'step step-now' : 'step'}>
            <span class="step-name">{t.phases[name]}</span>
          </li>
        ))}
      </ol>
      <div class="now">
        <span class="now-note" dir="ltr">
          {reconnecting ? t.reconnecting : note.value || (at < 0 ? t.connecting : '\u00a0')}
        </span>
        <span class="figures">
          {requestsBudget.value > 0 && (
            <span>{t.requests(requestsDone.value, requestsBudget.value)}</span>
          )}
          <span>{t.endpoints(endpoints.value.length)}</span>
          <span class="elapsed">{t.seconds(elapsedMs.value)}</span>
        </span>
      </div>
      {/* Read out as it grows: one line a step, not one a request. */}
      <div class="sr-only" role="log">
        {PHASES.slice(0, at + 1).map((name) => (
          <p key={name}>{t.phases[name]}</p>
        ))}
        {reconnecting && <p>{t.reconnecting}</p>}
      </div>
    </div>
  );
}
