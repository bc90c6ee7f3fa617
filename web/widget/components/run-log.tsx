import { PHASES } from '../../../shared/phases.ts';
import type { WidgetModel } from '../models/widget.ts';
import { runStrings } from '../strings/catalog.ts';
import { isSlowChallenge } from './key-progress.tsx';

/** What a screen reader is told while a run goes on: a line for each step, and none for a request. */
export function RunLog({ model }: { model: WidgetModel }) {
  const r = runStrings.value;
  const key = model.session.state.value;
  const run = model.run.state.value;
  const phase = model.run.phase.value;
  const begun = phase === null ? 0 : PHASES.indexOf(phase) + 1;
  return (
    <>
      {key.kind === 'creating' && <p key="creating">{r.creatingKey}</p>}
      {key.kind === 'challenge' && (
        <p key="challenge">
          {r.challengeTitle} {r.challengeText}
        </p>
      )}
      {isSlowChallenge(key) && <p key="slow">{r.challengeSlow}</p>}
      {PHASES.slice(0, begun).map((name) => (
        <p key={name}>{r.phases[name]}</p>
      ))}
      {run.kind === 'running' && run.reconnecting && <p key="again">{r.reconnecting}</p>}
    </>
  );
}
