import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/run-catalog.ts';

/** Getting a key: mostly a moment, sometimes a challenge. */
export function KeyProgress({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const state = model.session.state.value;
  if (state.kind !== 'challenge') {
    return (
      <div class="stage stage-line" role="log">
        <span class="spinner" aria-hidden="true" />
        <span>{state.kind === 'ready' ? r.connecting : r.creatingKey}</span>
      </div>
    );
  }
  const { attempts, expected } = state;
  return (
    <div class="stage challenge">
      <div role="log">
        <strong>{r.challengeTitle}</strong>
        <p>{r.challengeText}</p>
      </div>
      <progress
        aria-label={r.challengeTitle}
        // Luck decides when it ends: on average in the middle, at the latest at the end.
        value={expected === null ? undefined : Math.min(0.98, attempts / (2 * expected))}
        max={1}
      />
      <p class="figures">{r.challengeProgress(attempts, expected)}</p>
    </div>
  );
}
