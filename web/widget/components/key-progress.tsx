import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import css from './progress.module.css';
import stage from './stage.module.css';

// A visitor whose check takes at least this long is told so at once.
const SLOW_FROM_SECONDS = 20;

/** Shown while a key is made: usually for a moment, longer with a challenge. */
export function KeyProgress({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const state = model.session.state.value;
  if (state.kind !== 'challenge') {
    return (
      <div class={`${stage.stage} ${stage.line}`} role="log">
        <span class={stage.spinner} aria-hidden="true" />
        <span>{state.kind === 'creating' ? r.creatingKey : r.connecting}</span>
      </div>
    );
  }
  const { attempts, expected, secondsLeft } = state;
  const isSlow = secondsLeft !== null && secondsLeft >= SLOW_FROM_SECONDS;
  return (
    <div class={`${stage.stage} ${css.challenge}`}>
      <div role="log">
        <strong>{r.challengeTitle}</strong>
        <p>{r.challengeText}</p>
        {isSlow && <p class={css.slow}>{r.challengeSlow}</p>}
      </div>
      <progress
        class={css.bar}
        aria-label={r.challengeTitle}
        // The number of attempts is random: on average half of the bar, at most all of it.
        value={expected === null ? undefined : Math.min(0.98, attempts / (2 * expected))}
        max={1}
      />
      <p class={stage.figures}>
        <span>{r.challengeProgress(attempts, expected)}</span>
        {isSlow && <span>{r.challengeSecondsLeft(secondsLeft)}</span>}
      </p>
    </div>
  );
}
