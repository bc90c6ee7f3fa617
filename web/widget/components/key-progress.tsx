import type { KeyState } from '../models/session.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import css from './progress.module.css';
import stage from './stage.module.css';

// A visitor whose check takes at least this long is told so at once.
const SLOW_FROM_SECONDS = 20;

/** Shown while a key is made: usually for a moment, longer with a challenge. Screen readers have `RunLog`. */
export function KeyProgress({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const state = model.session.state.value;
  if (state.kind !== 'challenge') {
    return (
      <div class={`${stage.stage} ${stage.line}`} aria-hidden="true">
        <span class={stage.spinner} />
        <span>{state.kind === 'ready' ? r.connecting : r.creatingKey}</span>
      </div>
    );
  }
  const { attempts, expected, secondsLeft } = state;
  const isSlow = isSlowChallenge(state);
  return (
    <div class={`${stage.stage} ${css.challenge}`}>
      <div aria-hidden="true">
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
        {isSlow && secondsLeft !== null && <span>{r.challengeSecondsLeft(secondsLeft)}</span>}
      </p>
    </div>
  );
}

export function isSlowChallenge(state: KeyState): boolean {
  if (state.kind !== 'challenge') return false;
  return state.secondsLeft !== null && state.secondsLeft >= SLOW_FROM_SECONDS;
}
